// Elements, icons and words that all pages share. All text is set as text, never as markup.
const SVG = 'http://www.w3.org/2000/svg';
const SINGULAR = { fact: 'Fact', claim: 'Claim', denied: 'Denied' };

const byId = (id) => document.getElementById(id);
const kindOf = new Map(looks.kinds.map((kind) => [kind.root, kind]));

function h(tag, attributes = {}, ...children) {
  const element = tag === 'svg' || tag === 'polygon' || tag === 'line' ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') element.addEventListener('click', value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

function shapeIcon(root) {
  const name = root.toLowerCase();
  const polygon = h('polygon', { points: kindOf.get(root).outline, fill: root === 'Value' ? 'none' : `var(--${name})`, stroke: `var(--${name})` });
  return h('svg', { class: 'icon', viewBox: '0 0 14 14', width: 14, height: 14, 'aria-hidden': 'true' }, polygon);
}

function lineIcon(standing) {
  const dash = { fact: '', claim: '4 4', denied: '0.5 4.2' }[standing];
  const line = h('line', { x1: 1.5, y1: 5, x2: 22.5, y2: 5, stroke: `var(--${standing})`, 'stroke-dasharray': dash || false });
  return h('svg', { class: 'icon', viewBox: '0 0 24 10', width: 24, height: 10, role: 'img', 'aria-label': SINGULAR[standing] }, line);
}

function row(icon, name, many, onclick) {
  return h('li', {}, h('button', { class: 'row', type: 'button', onclick }, icon, h('span', { class: 'name', dir: 'auto' }, short(name)), h('span', { class: 'many' }, many)));
}

const brief = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const short = (text) => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

// Only http and https reach this: the writer of the page drops every other address.
const outward = (url, words) => h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' }, words);
const address = (url) => short(url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, ''));
