import uPlot from '../lib/uplot/uPlot.esm.js';
import { h } from '../dom.js';
import { clock, onAxis } from '../format.js';

const colors = 10;
const height = 300;
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Lines over time, with a crosshair; `onCursor` is told the index under it, or null. */
export class LineChart {
  cursor = null;
  #plot;
  #made;
  #chart;
  #colors = new Map();

  constructor(onCursor) {
    this.onCursor = onCursor;
    this.element = h('div.chart', { role: 'img' });
    this.resizes = new ResizeObserver(() => this.#plot?.setSize({ width: this.element.clientWidth, height }));
    this.resizes.observe(this.element);
    dark.addEventListener('change', this.#onTheme);
  }

  dispose() {
    this.resizes.disconnect();
    dark.removeEventListener('change', this.#onTheme);
    this.#plot?.destroy();
  }

  /** A line keeps its colour while it is listed, whatever its rank. */
  colorOf(name) {
    if (!this.#colors.has(name)) {
      const taken = new Set(this.#colors.values());
      const free = [...Array(colors).keys()].find(index => !taken.has(index));
      this.#colors.set(name, free ?? this.#colors.size % colors);
    }
    return `var(--process-${this.#colors.get(name)})`;
  }

  show(chart) {
    this.#chart = chart;
    const names = chart.lines.map(line => line.name);
    for (const name of [...this.#colors.keys()]) {
      if (!names.includes(name)) this.#colors.delete(name);
    }
    this.element.setAttribute('aria-label', `Chart of ${chart.lines.length} lines; its values are in the table`);
    const data = [chart.times, ...chart.lines.map(line => line.values)];
    const made = JSON.stringify([names, chart.unit, chart.kind]);
    if (made === this.#made) return this.#plot.setData(data);
    this.#made = made;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(chart), data, this.element);
  }

  #options(chart) {
    // A canvas knows no CSS variables.
    const probe = h('span', { hidden: true });
    this.element.append(probe);
    const resolve = color => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    };
    const axis = { stroke: resolve('var(--muted)'), font: `12px ${getComputedStyle(this.element).fontFamily}`, grid: { stroke: resolve('var(--line)'), width: 1 }, ticks: { show: false } };
    const options = {
      width: this.element.clientWidth,
      height,
      padding: [10, 8, 0, 0],
      legend: { show: false },
      cursor: { y: true, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { y: { range: (_, least, most) => scale(least, most) } },
      axes: [
        { ...axis, values: (_, times) => times.map(time => clock(new Date(time * 1000), false)), space: 90, size: 30 },
        { ...axis, values: (_, values) => values.map(value => onAxis(value, chart.unit)), size: (plot, values) => Math.max(48, ...(values ?? []).map(value => value.length * 7 + 14)) },
      ],
      series: [{}, ...chart.lines.map(({ name }) => ({ label: name, stroke: resolve(this.colorOf(name)), width: 1.75,
        // A gauge stays as it is between two readings; where nothing was timed there is nothing to draw.
        spanGaps: chart.kind !== 'Histogram', points: { size: 5, show: isSparse } }))],
      hooks: { setCursor: [plot => { this.cursor = plot.cursor.idx ?? null; this.onCursor(this.cursor); }] },
    };
    probe.remove();
    return options;
  }

  #onTheme = () => {
    this.#made = undefined;
    if (this.#chart) this.show(this.#chart);
  };
}

/** Lines of single values would not be seen. */
const isSparse = (plot, series) => plot.data[series].filter(value => value !== null).length < 60;

/** From zero, unless values are below it; with some room above. */
function scale(least, most) {
  if (least === null || most === null) return [0, 1];
  return [Math.min(0, least), most <= 0 ? Math.max(most, 1) : most * 1.08];
}
