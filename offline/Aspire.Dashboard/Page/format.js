const grouped = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const pad = (number, width = 2) => String(number).padStart(width, '0');

export const count = number => grouped.format(number);

/** '1 span', '2 spans'. */
export const counted = (number, noun, plural = `${noun}s`) => `${count(number)} ${number === 1 ? noun : plural}`;

const threeDigits = value => value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2);

/** Nanoseconds as a person says them: '850 ns', '12.3 µs', '4.56 ms', '1.23 s', '2 min 5 s'. */
export function duration(ns) {
  if (ns < 0) return `−${duration(-ns)}`;
  if (ns < 1_000) return `${Math.round(ns)} ns`;
  if (ns < 999_500) return `${threeDigits(ns / 1e3)} µs`;
  if (ns < 999_500_000) return `${threeDigits(ns / 1e6)} ms`;
  if (ns < 59_950_000_000) return `${threeDigits(ns / 1e9)} s`;
  const seconds = Math.round(ns / 1e9);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
}

export const exactDuration = ns => `${grouped.format(ns)} ns`;

export function clock(date, withMilliseconds = true) {
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return withMilliseconds ? `${time}.${pad(date.getMilliseconds(), 3)}` : time;
}

const day = date => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** The time of day; with its date when that is not today's. */
export function moment(text) {
  const date = new Date(text);
  return day(date) === day(new Date()) ? clock(date) : `${day(date)} ${clock(date)}`;
}

export function exactMoment(text) {
  const date = new Date(text);
  return `${day(date)} ${clock(date)} (${date.toISOString()})`;
}

export function ago(text) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(text)) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min ago`;
  return counted(Math.floor(seconds / 86_400), 'day') + ' ago';
}

const bytes = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A measured value in its instrument's unit (UCUM, as OpenTelemetry has them). */
export function quantity(value, unit) {
  if (value === null || value === undefined) return '–';
  const [base, per] = unit.split('/');
  const suffix = per ? `/${per}` : '';
  if (base === 'By') {
    let step = 0;
    while (Math.abs(value) >= 1024 && step < bytes.length - 1) { value /= 1024; step++; }
    return `${short.format(value)} ${bytes[step]}${suffix}`;
  }
  if (base === 's' && !per) return value === 0 ? '0 s' : duration(value * 1e9);
  if (base === 'ms' && !per) return value === 0 ? '0 ms' : duration(value * 1e6);
  const size = Math.abs(value);
  const text = size >= 1_000_000 ? compact.format(value) : size >= 1000 ? grouped.format(Math.round(value)) : short.format(value);
  return `${text} ${unitOfAxis(unit)}`.trim();
}

// Values in these units are said with a prefix of their own, such as 4.2 ms or 12 MiB.
const isScaled = unit => /^By\b|^(s|ms)$/.test(unit);

/** What to write beside an axis, once; nothing when each value says it. */
export const unitOfAxis = unit => isScaled(unit) ? '' : unit.replace(/[{}]/g, '').replace(/^1(?=$|\/)/, '').replace(/^\//, 'per ');

export const onAxis = (value, unit) => quantity(value, isScaled(unit) ? unit : '');
