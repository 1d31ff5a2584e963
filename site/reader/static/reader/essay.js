// Leafs through the photos of an essay: by the arrow keys, by swiping, by its buttons, and one at a time over the whole screen.
// Without this file the page is read by scrolling, and "#anh-3" leads to the third photo.
const SWIPE = 48;
const LEAVE_TO_OTHERS = "input, textarea, select, [contenteditable], .table, video, audio";

for (const essay of document.querySelectorAll("[data-essay]")) {
  leafThrough(essay, [...essay.querySelectorAll(".essay-photo")]);
}

function leafThrough(essay, photos) {
  const place = essay.querySelector("[data-essay-now]");
  const status = essay.querySelector("[data-essay-said]");
  const show = essay.querySelector("[data-essay-show]");
  const openLabel = show.textContent;
  const showing = () => essay.classList.contains("showing");
  let now = Math.max(-1, photos.findIndex((photo) => `#${photo.id}` === location.hash));
  let steering = 0;
  let middle = -1;

  function at(index) {
    now = index;
    place.textContent = String(Math.max(0, now) + 1);
  }

  // While the page glides or changes its shape, what passes by is not what the reader looks at.
  function steer() {
    clearTimeout(steering);
    steering = setTimeout(release, 1000);
  }

  function release() {
    clearTimeout(steering);
    steering = 0;
    if (middle >= 0) at(middle);
  }

  // How it scrolls, at once or gliding, is said by the style sheet, which knows what the reader prefers.
  function turnTo(index, { focus = false, say = false } = {}) {
    const photo = photos[Math.min(Math.max(index, 0), photos.length - 1)];
    at(photos.indexOf(photo));
    steer();
    photo.scrollIntoView({ block: "center", inline: "center" });
    history.replaceState(history.state, "", `#${photo.id}`);
    if (focus) photo.focus({ preventScroll: true });
    if (say) status.textContent = photo.getAttribute("aria-label");
  }

  function stay() {
    steer();
    photos[Math.max(0, now)].scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  }

  // Which photo lies in the middle of the screen.
  const watcher = new IntersectionObserver((seen) => {
    const found = seen.find((entry) => entry.isIntersecting);
    if (!found) return;
    middle = photos.indexOf(found.target);
    if (!steering) at(middle);
  }, { rootMargin: "-50%" });
  for (const photo of photos) watcher.observe(photo);

  for (const button of essay.querySelectorAll("[data-essay-step]")) {
    button.addEventListener("click", () => turnTo(now + Number(button.dataset.essayStep), { say: true }));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(LEAVE_TO_OTHERS)) return;
    if (event.key === "ArrowRight") turnTo(now + 1, { focus: true });
    else if (event.key === "ArrowLeft") turnTo(now - 1, { focus: true });
    else if (event.key === "Escape" && showing()) close();
    else return;
    event.preventDefault();
  });

  let start = null;
  essay.addEventListener("pointerdown", (event) => {
    const swipes = event.isPrimary && event.pointerType !== "mouse" && event.target.closest(".essay-photo");
    start = swipes ? { x: event.clientX, y: event.clientY, photo: photos.indexOf(swipes) } : null;
  });
  essay.addEventListener("pointercancel", () => { start = null; });
  essay.addEventListener("pointerup", (event) => {
    if (!start || showing()) return;
    const across = event.clientX - start.x;
    const down = event.clientY - start.y;
    const to = start.photo - Math.sign(across);
    start = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) turnTo(to, { say: true });
  });
  // Who has enlarged the page moves about in it with the finger.
  window.visualViewport?.addEventListener("resize", () => {
    essay.toggleAttribute("data-enlarged", window.visualViewport.scale > 1.01);
  });

  show.addEventListener("click", () => (showing() ? close() : open()));
  essay.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && showing()) close();
    else stay();
  });

  function open() {
    essay.classList.add("showing");
    essay.setAttribute("role", "dialog");
    essay.setAttribute("aria-modal", "true");
    show.textContent = show.dataset.close;
    for (const other of beside(essay)) other.inert = true;
    essay.requestFullscreen?.()?.catch(() => {});
    stay();
  }

  function close() {
    essay.classList.remove("showing");
    essay.removeAttribute("role");
    essay.removeAttribute("aria-modal");
    show.textContent = openLabel;
    for (const other of beside(essay)) other.inert = false;
    if (document.fullscreenElement) document.exitFullscreen()?.catch(() => {});
    show.focus({ preventScroll: true });
    stay();
  }

  essay.setAttribute("data-ready", "");
  at(now);
}

function* beside(element) {
  for (let inside = element; inside !== document.body; inside = inside.parentElement) {
    for (const other of inside.parentElement.children) if (other !== inside) yield other;
  }
}
