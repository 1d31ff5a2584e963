"""``make audit``: Lighthouse as on a phone, and the Nu Html Checker, over the pages that readers get through nginx."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import httpx

from newsroom.settings.env import BASE_DIR
from tests.nginx import before

from .kinds import Kind, page_kinds
from .looking import address, chromium, say, wait_for_pictures

TOOLS = BASE_DIR / "var" / "audit-tools"
PACKAGES = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
OUTPUT = BASE_DIR / "var" / "audit.json"
LEAST = 98
ATTEMPTS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITED = ("front", "article", "session", "person", "search")
NOT_MEANT = {"search": ("is-crawlable",)}
"""What Lighthouse asks for and the site does not want: results of a search stand in no search engine."""


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    kinds = page_kinds()
    wait_for_pictures()
    _install()
    with tempfile.TemporaryDirectory(prefix="newsroom-audit-") as folder, before(address(), Path(folder)) as site:
        invalid = _invalid_html(site, kinds, Path(folder))
        rows = [] if options.html else _lighthouse(site, kinds, options.runs, Path(folder))
    low = [f"{row['page']} {name}" for row in rows for name in CATEGORIES if row[name] < LEAST]
    OUTPUT.write_text(json.dumps({"lighthouse": rows, "html": invalid}, ensure_ascii=False, indent=1), encoding="utf-8")
    _tell(rows, invalid, len(kinds))
    return 1 if low or invalid else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make audit")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse a page; the median counts")
    parser.add_argument("--html", action="store_true", help="only the check of HTML")
    return parser.parse_args(arguments)


def _install() -> None:
    """The two tools, in the versions named here, where npm keeps nothing of them in git."""
    stamp = TOOLS / "installed.json"
    if stamp.exists() and json.loads(stamp.read_text()) == list(PACKAGES):
        return
    say(f"· npm: {', '.join(PACKAGES)}")
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    (TOOLS / "package.json").write_text('{"private": true}')
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", "--ignore-scripts", *PACKAGES],
        cwd=TOOLS,
        check=True,
    )  # fmt: skip
    stamp.write_text(json.dumps(PACKAGES))


def _invalid_html(site: str, kinds: list[Kind], folder: Path) -> list[dict[str, Any]]:
    """What the checker calls an error or warns of, page by page."""
    files = {}
    with httpx.Client(base_url=site, timeout=60) as client:
        for kind in kinds:
            asked = client.post(kind.path, data={"q": kind.pasted}) if kind.pasted else client.get(kind.path)
            if asked.status_code != kind.status:
                raise RuntimeError(f"{kind.path} answered {asked.status_code}")
            file = folder / f"{kind.slug}.html"
            file.write_bytes(asked.content)
            files[kind.slug] = file
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, files.values())],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(checked.stderr or checked.stdout)["messages"]
    return [
        {"page": Path(each["url"]).stem, "line": each.get("lastLine"), "message": each["message"], "at": each.get("extract", "")}
        for each in found
        if each["type"] == "error" or each.get("subType") == "warning"
    ]  # fmt: skip


def _lighthouse(site: str, kinds: list[Kind], runs: int, folder: Path) -> list[dict[str, Any]]:
    """A row a page: the median of each category, and what took points from it in the last run."""
    rows = []
    for kind in kinds:
        if kind.slug not in AUDITED:
            continue
        reports = [_report(site + kind.path, NOT_MEANT.get(kind.slug, ()), folder) for _run in range(runs)]
        scores = {
            name: round(100 * statistics.median(report["categories"][name]["score"] for report in reports))
            for name in CATEGORIES
        }
        rows.append({"page": kind.slug, **scores, **_times(reports), "lost": _lost(reports[-1])})
        say(f"  {kind.slug}: {', '.join(f'{name} {score}' for name, score in scores.items())}")
    return rows


def _report(url: str, left_out: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """One run. Where the browser was too slow for Lighthouse to record anything, it is asked again, and that is said."""
    flags = "--headless=new --disable-dev-shm-usage" + (" --no-sandbox" if os.geteuid() == 0 else "")
    output = folder / "lighthouse.json"
    command = [
        "node", str(TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--form-factor=mobile",
        "--output=json", f"--output-path={output}", f"--chrome-flags={flags}",
        f"--only-categories={','.join(CATEGORIES)}", *(f"--skip-audits={name}" for name in left_out),
    ]  # fmt: skip
    said = ""
    for _attempt in range(ATTEMPTS):
        output.unlink(missing_ok=True)
        ran = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": chromium()}, check=False, capture_output=True, text=True
        )
        report = dict(json.loads(output.read_text(encoding="utf-8"))) if output.exists() else {}
        if report and not ran.returncode and "runtimeError" not in report:
            return report
        said = report.get("runtimeError", {}).get("message") or ran.stderr.strip()
        say(f"  {url}: {said}")
    raise RuntimeError(f"Lighthouse measured nothing at {url}: {said}")


def _times(reports: list[dict[str, Any]]) -> dict[str, float]:
    """The three figures of the web's vitals that a laboratory can measure."""
    names = {
        "largest_paint_ms": "largest-contentful-paint",
        "blocking_ms": "total-blocking-time",
        "shift": "cumulative-layout-shift",
    }
    return {
        name: round(statistics.median(report["audits"][audit]["numericValue"] for report in reports), 3)
        for name, audit in names.items()
    }


def _lost(report: dict[str, Any]) -> list[str]:
    """The audits that weigh something and were not passed."""
    weighed = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    return [
        f"{audit['id']}: {audit['title']}"
        for audit in report["audits"].values()
        if audit["id"] in weighed and audit["score"] is not None and audit["score"] < 0.98
    ]


def _tell(rows: list[dict[str, Any]], invalid: list[dict[str, Any]], pages: int) -> None:
    if rows:
        say(f"\n{'':10}{''.join(f'{name:>16}' for name in CATEGORIES)}{'LCP ms':>10}{'TBT ms':>10}{'CLS':>8}")
    for row in rows:
        times = f"{row['largest_paint_ms']:>10.0f}{row['blocking_ms']:>10.0f}{row['shift']:>8.3f}"
        say(f"{row['page']:10}{''.join(f'{row[name]:>16}' for name in CATEGORIES)}{times}")
        for lost in row["lost"]:
            say(f"{'':10}- {lost}")
    say(f"\nHTML: {pages} loại trang | kinds of page, {len(invalid)} lỗi | findings")
    for each in invalid:
        say(f"  {each['page']}:{each['line']} {each['message']}\n    {each['at']!r}")
