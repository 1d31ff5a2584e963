// The button that turns notifications on and off in this browser. Without this file there is none.
for (const part of document.querySelectorAll("[data-push]")) {
  begin(part);
}

function begin(part) {
  const status = part.querySelector("[role=status]");
  const button = part.querySelector("button");
  const { key, worker, scope, subscribe, leave } = part.dataset;
  part.hidden = false;
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    say("unable");
    return;
  }
  button.addEventListener("click", press);
  found().then((subscription) => show(subscription !== null), () => show(false));

  async function found() {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    return registration ? registration.pushManager.getSubscription() : null;
  }

  async function press() {
    button.disabled = true;
    try {
      const subscription = await found();
      await (subscription ? turnOff(subscription) : turnOn());
    } catch (error) {
      say(Notification.permission === "denied" ? "denied" : (error.cause ?? "failed"));
    } finally {
      button.disabled = false;
    }
  }

  async function turnOn() {
    if ((await Notification.requestPermission()) !== "granted") {
      say(Notification.permission === "denied" ? "denied" : "off");
      return;
    }
    await navigator.serviceWorker.register(worker, { scope });
    const registration = await ready(await navigator.serviceWorker.getRegistration(scope));
    const options = { userVisibleOnly: true, applicationServerKey: key };
    const subscription = await registration.pushManager.subscribe(options);
    const answer = await tell(subscribe, { ...subscription.toJSON(), key });
    if (!answer.ok) {
      await subscription.unsubscribe();
      throw new Error("refused", { cause: answer.status === 429 ? "busy" : "failed" });
    }
    show(true);
  }

  async function turnOff(subscription) {
    await tell(leave, { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
    show(false);
  }

  function show(on) {
    button.hidden = false;
    button.textContent = on ? button.dataset.on : button.dataset.off;
    say(on ? "on" : Notification.permission === "denied" ? "denied" : "off");
  }

  function say(what) {
    status.textContent = status.dataset[what];
  }
}

// A subscription needs a worker that runs.
function ready(registration) {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration;
  return new Promise((resolve) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(registration);
    });
  });
}

function tell(address, said) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, credentials: "omit", body: JSON.stringify(said) });
}
