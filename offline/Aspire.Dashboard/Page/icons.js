const paths = {
  chevron: 'M6 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  failed: 'M8 4.5v4M8 11.5h.01M8 1.8l6.6 11.9H1.4z',
  note: 'M8 7.5v4M8 4.5h.01M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13z',
  link: 'M6 4h6v6M12 4l-8 8',
};

const svg = 'http://www.w3.org/2000/svg';

/** A line drawing in the colour of the text; with a title it says something, without one it is decoration. */
export function icon(name, title) {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('class', `icon ${name}`);
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', paths[name]);
  element.append(path);
  if (title) {
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', title);
    const tooltip = document.createElementNS(svg, 'title');
    tooltip.textContent = title;
    element.prepend(tooltip);
  } else {
    element.setAttribute('aria-hidden', 'true');
  }
  return element;
}
