// The audio of this tab: one element plays, the other has fetched what follows. The client tells what to play, and hears of it.
const saved = "playlist.queue";
const savedPosition = "playlist.position";
const savedVolume = "playlist.volume";
const steps = { seek: 5, media: 10 };

// So long before the end, what follows is fetched: sooner, and much would be fetched that is never heard.
const fetchAhead = 20;

let client;
let current = element();
let other = element();

/** @returns what this tab played when its page was loaded last, or null. */
export function start(callbacks) {
  client = callbacks;
  const volume = Number(localStorage.getItem(savedVolume) ?? 1);
  setVolume(volume >= 0 && volume <= 1 ? volume : 1);
  listen();
  const queue = sessionStorage.getItem(saved);
  const [position, plays] = (sessionStorage.getItem(savedPosition) ?? "").split(" ");
  return queue ? { queue, position: Number(position) || 0, plays: plays === "plays" } : null;
}

export function load(source, from, plays) {
  set(current, source);
  // Where it begins is known to be possible once the element knows the song's length.
  current.from = from;
  current.plays = plays;
  if (plays) {
    play();
  }

  showSong();
}

/** What follows, or null; fetched when it is time to. */
export function prepare(source) {
  clear(other);
  other.source = source;
  showPosition();
}

export function play() {
  current.plays = true;
  // Until a person has touched the page, a browser may refuse.
  current.play().catch(error => error.name === "NotAllowedError" && tell("Paused", current.source?.key));
}

export function pause() {
  current.plays = false;
  if (current.paused) {
    tell("Paused", current.source?.key);
  }

  current.pause();
}

export function stop() {
  clear(current);
  clear(other);
  showSong();
}

export function save(queue) {
  sessionStorage.setItem(saved, queue);
}

function element() {
  const audio = document.createElement("audio");
  audio.preload = "auto";
  document.body.append(audio);
  audio.addEventListener("loadedmetadata", () => {
    if (audio.from > 0) {
      audio.currentTime = audio.from;
      audio.from = 0;
    }

    showPosition();
  });
  audio.addEventListener("playing", () => audio === current && tell("Playing", audio.source?.key));
  audio.addEventListener("pause", () => audio === current && !audio.ended && !audio.error && tell("Paused", audio.source?.key));
  audio.addEventListener("ended", () => audio === current && end());
  audio.addEventListener("error", () => audio === current && fail());
  for (const change of ["timeupdate", "durationchange", "seeked"]) {
    audio.addEventListener(change, () => audio === current && showPosition());
  }

  return audio;
}

function set(audio, source) {
  audio.source = source;
  audio.from = 0;
  audio.src = source.url;
  audio.load();
}

function clear(audio) {
  audio.source = null;
  audio.plays = false;
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}

// What follows begins at once, and the client is told.
function end() {
  const { key } = current.source;
  const next = other.source;
  if (next) {
    fetchNext();
    [current, other] = [other, current];
    clear(other);
    play();
    showSong();
  }

  tell("Ended", key, next?.key ?? null);
  // What went wrong while it was fetched ahead is of matter only now.
  if (current.error) {
    fail();
  }
}

function fail() {
  if (current.source) {
    tell("Failed", current.source.key, current.from || current.currentTime);
  }
}

function fetchNext() {
  if (other.source && !other.hasAttribute("src")) {
    set(other, other.source);
  }
}

function tell(what, ...details) {
  // A tab that has lost its client plays on, and tells what it does when it is asked again.
  client?.invokeMethodAsync(what, ...details).catch(() => {});
}

function listen() {
  const controls = { seek: document.getElementById("seek"), volume: document.getElementById("volume") };
  controls.seek.addEventListener("input", () => seek(Number(controls.seek.value)));
  controls.volume.addEventListener("input", () => setVolume(Number(controls.volume.value)));
  document.querySelector("[data-audio=previous]").addEventListener("click", previous);
  document.addEventListener("playlist:seek", event => seek(current.currentTime + event.detail * steps.seek));
  document.addEventListener("playlist:mute", () => { current.muted = other.muted = !current.muted; });
  addEventListener("pagehide", keepPosition);

  const session = navigator.mediaSession;
  const actions = {
    play,
    pause,
    previoustrack: previous,
    nexttrack: () => tell("Next"),
    seekto: details => seek(details.seekTime),
    seekbackward: details => seek(current.currentTime - (details.seekOffset ?? steps.media)),
    seekforward: details => seek(current.currentTime + (details.seekOffset ?? steps.media)),
  };
  for (const [action, handler] of Object.entries(actions)) {
    session?.setActionHandler(action, handler);
  }
}

function previous() {
  tell("Previous", current.currentTime);
}

function seek(position) {
  if (current.source && current.readyState > 0) {
    current.currentTime = Math.max(0, Math.min(position, length()));
  }
}

function setVolume(volume) {
  current.volume = other.volume = volume;
  document.getElementById("volume").value = volume;
  localStorage.setItem(savedVolume, volume);
}

function length() {
  return Number.isFinite(current.duration) ? current.duration : current.source?.duration ?? 0;
}

function showSong() {
  const source = current.source;
  if (navigator.mediaSession) {
    navigator.mediaSession.metadata = source
      ? new MediaMetadata({ title: source.title, artist: source.artist, album: source.album ?? "", artwork: [{ src: new URL(source.cover, document.baseURI).href }] })
      : null;
  }

  showPosition();
}

let kept = 0;

function showPosition() {
  const bar = document.getElementById("seek");
  const [position, all] = [current.currentTime || current.from || 0, length()];
  bar.max = all;
  bar.value = position;
  bar.setAttribute("aria-valuetext", `${text(position)} of ${text(all)}`);
  document.getElementById("position").textContent = text(position);
  document.getElementById("duration").textContent = text(all);
  if (navigator.mediaSession) {
    navigator.mediaSession.playbackState = !current.source ? "none" : current.paused ? "paused" : "playing";
    if (current.readyState > 0 && all > 0) {
      navigator.mediaSession.setPositionState({ duration: all, position: Math.min(position, all) });
    }
  }

  if (current.readyState > 0 && all - position <= fetchAhead) {
    fetchNext();
  }

  if (Math.abs(position - kept) >= 1) {
    keepPosition();
  }
}

function keepPosition() {
  kept = current.currentTime || current.from || 0;
  sessionStorage.setItem(savedPosition, `${kept} ${current.plays ? "plays" : "waits"}`);
}

function text(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
