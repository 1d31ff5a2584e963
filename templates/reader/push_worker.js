// Shows the newsroom's notifications. It keeps nothing, fetches nothing, and does not touch the site's pages.
const ICON = "{{ icon|escapejs }}";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const said = event.data.json();
  event.waitUntil(show(said));
});

// One notification an article: what corrects it, or takes it back, stands in its place without another sound.
async function show(said) {
  const there = await self.registration.getNotifications({ tag: said.tag });
  await self.registration.showNotification(said.title, {
    body: said.body,
    image: said.photo,
    tag: said.tag,
    lang: said.language,
    icon: ICON,
    badge: ICON,
    silent: there.length > 0 || Boolean(said.withdrawn),
    data: { link: said.link },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.link));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew(event) {
  const old = event.oldSubscription;
  const options = old?.options ?? event.newSubscription?.options;
  if (!options) return;
  const fresh = event.newSubscription ?? (await self.registration.pushManager.subscribe(options));
  const key = encoded(options.applicationServerKey);
  const kept = await tell("{% url 'push_subscribe' %}", { ...fresh.toJSON(), key });
  if (old && kept.ok) await tell("{% url 'push_leave' %}", { endpoint: old.endpoint });
}

function tell(address, said) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, credentials: "omit", body: JSON.stringify(said) });
}

function encoded(raw) {
  const text = btoa(String.fromCharCode(...new Uint8Array(raw)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
