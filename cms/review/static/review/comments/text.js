// The words of a page as the server reads them: each unit (paragraph, field) on one line, a blank between units.

export const CONTEXT = 64;

export const oneLine = (text) => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/** What of a unit lies within the range. */
function within(range, unit) {
  if (!range.intersectsNode(unit)) return "";
  const inner = document.createRange();
  inner.selectNodeContents(unit);
  if (range.compareBoundaryPoints(Range.START_TO_START, inner) > 0) inner.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inner) < 0) inner.setEnd(range.endContainer, range.endOffset);
  return inner.toString();
}

const joined = (range, units) => oneLine(units.map((unit) => within(range, unit)).join(" "));

/** The anchor of a range in a source: its words and those around it; null for none. */
export function anchorOfRange(source, range) {
  const [first, last] = [source.units[0], source.units.at(-1)];
  if (!first) return null;
  const before = document.createRange();
  before.setStart(first, 0);
  const after = document.createRange();
  after.setEnd(last, last.childNodes.length);
  try {
    before.setEnd(range.startContainer, range.startOffset);
    after.setStart(range.endContainer, range.endOffset);
  } catch {
    return null;
  }
  const quote = joined(range, source.units);
  if (!quote) return null;
  return {
    part: source.part,
    quote,
    before: joined(before, source.units).slice(-CONTEXT),
    after: joined(after, source.units).slice(0, CONTEXT),
  };
}

/** The anchor of what is marked in a text field; null for nothing. */
export function anchorInField(source) {
  const { selectionStart: start, selectionEnd: end, value } = source.field;
  const quote = oneLine(value.slice(start, end));
  if (!quote) return null;
  return {
    part: source.part,
    quote,
    before: oneLine(value.slice(0, start)).slice(-CONTEXT),
    after: oneLine(value.slice(end)).slice(0, CONTEXT),
  };
}

/** The characters of a source on one line, each with where it stands: a text node and offset, or an offset in the field. */
function characters(source) {
  const text = [];
  const places = [];
  const add = (data, place) => {
    for (let at = 0; at < data.length; at += 1) {
      const blank = /\s/u.test(data[at]);
      if (blank && (!text.length || text.at(-1) === " ")) continue;
      text.push(blank ? " " : data[at]);
      places.push(place(at));
    }
  };
  if (source.field) {
    add(source.field.value, (at) => at);
  } else {
    for (const unit of source.units) {
      if (text.length && text.at(-1) !== " ") {
        text.push(" ");
        places.push(places.at(-1));
      }
      const nodes = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) {
        const node = nodes.currentNode;
        add(node.data, (at) => [node, at]);
      }
    }
  }
  return { text: text.join(""), places };
}

function shared(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

const backwards = (text) => [...text].reverse().join("");

/** Where an anchor's words stand among the sources: the source, the first and the last place; null for nowhere. */
export function find(anchor, sources) {
  let best = null;
  for (const source of sources) {
    const { text, places } = source.characters ?? (source.characters = characters(source));
    for (let at = text.indexOf(anchor.quote); at >= 0; at = text.indexOf(anchor.quote, at + 1)) {
      const end = at + anchor.quote.length;
      const fit =
        shared(backwards(text.slice(Math.max(0, at - CONTEXT - 1), at).trimEnd()), backwards(anchor.before.trimEnd())) +
        shared(text.slice(end, end + CONTEXT + 1).trimStart(), anchor.after.trimStart()) +
        (source.part === anchor.part ? 12 : 0);
      if (!best || fit > best.fit) best = { fit, source, start: places[at], end: places[end - 1] };
    }
  }
  return best;
}

/** The DOM range of a found passage; not for fields. */
export function rangeOf({ start, end }) {
  const range = document.createRange();
  range.setStart(start[0], start[1]);
  range.setEnd(end[0], end[1] + 1);
  return range;
}
