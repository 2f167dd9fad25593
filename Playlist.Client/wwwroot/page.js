// What the page does in the browser besides its audio: begin, come back, keys, dialogs, notifications.
const notifications = "playlist.notifications";

window.playlist = {
  open: dialog => dialog.showModal(),
  close: dialog => dialog.close(),
  copy: text => navigator.clipboard.writeText(text).then(() => true, () => false),

  async askForNotifications() {
    const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
    localStorage.setItem(notifications, answer);
    return answer === "granted" ? "Updates that come while you look elsewhere are shown by your system." : "The browser does not allow it: its settings for this page do.";
  },

  notify(title, text) {
    if (document.hidden && localStorage.getItem(notifications) === "granted" && Notification.permission === "granted") {
      new Notification(title, { body: text, icon: "icon.svg" });
    }
  },
};

const reconnecting = document.getElementById("components-reconnect-modal");
reconnecting.addEventListener("components-reconnect-state-changed", event => {
  // A client that was started anew knows nothing of this tab, which keeps what it needs.
  if (event.detail.state === "rejected" || event.detail.state === "failed") {
    location.reload();
  }
});

Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1e6, retryIntervalMilliseconds: attempt => Math.min(attempt * 500, 3000) } } });

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
    return;
  }

  const target = event.target;
  const types = target.matches("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && types) {
    target.blur();
  } else if (types) {
    return;
  } else if (event.key === "/") {
    document.getElementById("search")?.focus();
  } else if (event.key === "m") {
    document.dispatchEvent(new Event("playlist:mute"));
  } else if (/^Arrow(Left|Right)$/.test(event.key) && !target.matches("input")) {
    document.dispatchEvent(new CustomEvent("playlist:seek", { detail: event.key === "ArrowLeft" ? -1 : 1 }));
  } else if (/^Arrow(Up|Down)$/.test(event.key) && target.closest("[data-rows]")) {
    move(target, event.key === "ArrowUp" ? -1 : 1);
  } else if (event.key !== " " || !target.matches("button, a, summary, input")) {
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) {
      return;
    }

    button.click();
  } else {
    return;
  }

  event.preventDefault();
});

function move(from, by) {
  const rows = [...from.closest("[data-rows]").querySelectorAll("[data-row]")];
  const at = rows.indexOf(from.closest(".row")?.querySelector("[data-row]") ?? from);
  const next = rows[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
