// Labels as on a map: the best connected names first, and none over another; zooming in brings the rest.
const LEAST = 11.5;
const pen = document.createElement('canvas').getContext('2d');
const measured = new Map();

function lettersWide(text, size) {
  if (!measured.has(text)) {
    pen.font = '500 100px system-ui, sans-serif';
    measured.set(text, Math.max(...text.split('\n').map((line) => pen.measureText(line).width)) / 100);
  }
  return measured.get(text) * size;
}

class Taken {
  constructor() { this.cells = new Map(); }

  * around(box) {
    for (let column = Math.floor(box.x1 / 80); column <= Math.floor(box.x2 / 80); column += 1) {
      for (let row = Math.floor(box.y1 / 40); row <= Math.floor(box.y2 / 40); row += 1) yield `${column},${row}`;
    }
  }

  free(box, owner) {
    for (const cell of this.around(box)) {
      for (const [other, by] of this.cells.get(cell) ?? []) {
        if (by !== owner && box.x1 < other.x2 && other.x1 < box.x2 && box.y1 < other.y2 && other.y1 < box.y2) return false;
      }
    }
    return true;
  }

  add(box, by = null) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push([box, by]);
    }
  }
}

const ALIGN = { above: ['center', 'top', 0, -4], below: ['center', 'bottom', 0, 4], right: ['right', 'center', 4, 0], left: ['left', 'center', -4, 0], inside: ['center', 'center', 0, 0] };
const SIDES = { above: ['above', 'below', 'right', 'left'], below: ['below', 'above', 'right', 'left'], inside: ['inside'] };
const PROMINENT = 24;

function letter() {
  const zoom = cy.zoom();
  const nodeSize = Math.max(13, LEAST / zoom);
  const edgeSize = Math.max(11.5, 11 / zoom);
  const seen = cy.extent();
  const inSight = (at) => at.x > seen.x1 - 80 && at.x < seen.x2 + 80 && at.y > seen.y1 - 40 && at.y < seen.y2 + 40;
  const shown = picture.nodes.map((node) => drawn(node.id)).filter((node) => !node.hasClass('away') && inSight(node.position()));
  const [names, all] = [new Taken(), new Taken()];
  shown.forEach((node) => all.add(bodyBox(node, zoom), node));
  const settle = (box) => { names.add(box); all.add(box); };
  covers().forEach(settle);

  const words = [];
  const word = (edge, must) => {
    if (edge.data('lettering') === '' || (!must && !roomAlong(edge, edgeSize * zoom))) return;
    const places = shifts(edge).map((shift) => [shift, wordBoxes(edge, shift, edgeSize * zoom)]);
    const best = places.find(([, boxes]) => boxes.every((box) => all.free(box))) ?? (must ? places[0] : undefined);
    if (best) { best[1].forEach(settle); words.push([edge, best[0]]); }
  };
  cy.edges('.chosen').forEach((edge) => word(edge, true)); // names make room for what was chosen

  const sideOf = new Map();
  const nodes = shown.filter((node) => !node.hasClass('dim')).sort((one, other) => weight(one) - weight(other));
  for (const node of nodes) {
    const boxes = SIDES[node.data('side')].map((side) => [side, nameBox(node, side, zoom, nodeSize * zoom)]);
    const must = node.hasClass('chosen') || node.hasClass('over') || (node.data('side') === 'inside' && zoom > 0.4);
    const best = boxes.find(([side, box]) => fits(box, side, zoom) && all.free(box, node))
      ?? (must || node.data('rank') < PROMINENT ? boxes.find(([side, box]) => fits(box, side, zoom) && names.free(box)) : undefined)
      ?? (must ? boxes[0] : undefined);
    if (best) { settle(best[1]); sideOf.set(node, best[0]); }
  }
  const edges = legible(zoom) ? cy.edges(':visible').filter((edge) => !edge.hasClass('dim') && inSight(edge.midpoint())).toArray() : cy.edges('.near, .over').toArray();
  for (const edge of edges.sort((one, other) => urgency(other) - urgency(one))) if (!edge.hasClass('chosen')) word(edge, false);
  cy.batch(() => {
    const now = cy.collection([...sideOf.keys(), ...words.map(([edge]) => edge)]);
    cy.elements('.named').difference(now).removeClass('named');
    for (const [node, side] of sideOf) node.style(nameStyle(side, nodeSize));
    for (const [edge, { x, y }] of words) edge.style({ 'font-size': edgeSize, 'text-outline-width': 2.5 * edgeSize / 11.5, 'text-margin-x': x, 'text-margin-y': y });
    now.addClass('named');
  });
}

// Far out an edge is shorter than any word: do not even look for room.
const legible = (zoom) => zoom > 0.3 || picture.edges.length < 200;

// A name must not run off the edge. A value's box does not grow, nor do its letters: far out it stays empty.
function fits(box, side, zoom) {
  if (side === 'inside') return zoom > 0.4;
  return box.x1 > 2 && box.y1 > 2 && box.x2 < cy.width() - 2 && box.y2 < cy.height() - 2;
}

function nameStyle(side, size) {
  const [across, down, byX, byY] = ALIGN[side];
  const share = size / 13;
  return { 'font-size': side === 'inside' ? 13 : size, 'text-halign': across, 'text-valign': down, 'text-margin-x': byX * share, 'text-margin-y': byY * share, 'text-outline-width': side === 'inside' ? 0 : 2.5 * share };
}

const weight = (node) => node.data('rank') - (node.hasClass('chosen') ? 1e6 : 0) - (node.hasClass('over') ? 1e7 : 0);
const urgency = (edge) => (edge.hasClass('over') ? 4 : 0) + (edge.hasClass('near') ? 2 : 0) + (edge.data('standing') === 'fact' ? 1 : 0);

function bodyBox(node, zoom) {
  const at = node.renderedPosition();
  const [half, tall] = [node.data('width') * zoom / 2, node.data('height') * zoom / 2];
  return { x1: at.x - half, x2: at.x + half, y1: at.y - tall, y2: at.y + tall };
}

function nameBox(node, side, zoom, size) {
  const at = node.renderedPosition();
  const long = lettersWide(node.data('lettering'), size) + 4;
  const tall = size * 1.15 * node.data('lettering').split('\n').length;
  const [half, reach] = [node.data('width') * zoom / 2 + size * 0.3, node.data('height') * zoom / 2 + size * 0.3];
  const left = { left: at.x - half - long, right: at.x + half }[side] ?? at.x - long / 2;
  const top = { above: at.y - reach - tall, below: at.y + reach }[side] ?? at.y - tall / 2;
  return { x1: left, x2: left + long, y1: top, y2: top + tall };
}

// Where along its curve an edge's word may stand, as distances from the middle: the middle first.
function shifts(edge) {
  const middle = { x: 0, y: 0 };
  const bends = edge.isLoop() ? undefined : edge.controlPoints();
  if (!bends || bends.length !== 1) return [middle];
  const [from, by, to] = [edge.source().position(), bends[0], edge.target().position()];
  const at = (part, axis) => (1 - part) ** 2 * from[axis] + 2 * part * (1 - part) * by[axis] + part ** 2 * to[axis];
  return [middle, ...[0.4, 0.6, 0.32, 0.68].map((part) => ({ x: at(part, 'x') - at(0.5, 'x'), y: at(part, 'y') - at(0.5, 'y') }))];
}

// A slanted word is a row of small boxes: the one box around it would keep a whole square free.
function wordBoxes(edge, shift, size) {
  const middle = edge.renderedMidpoint();
  const zoom = cy.zoom();
  const [cos, sin] = direction(edge);
  const long = lettersWide(edge.data('lettering'), size);
  const steps = Math.max(1, Math.ceil(long / size));
  return Array.from({ length: steps }, (_, step) => {
    const along = (step + 0.5) * long / steps - long / 2;
    const [x, y] = [middle.x + shift.x * zoom + along * cos, middle.y + shift.y * zoom + along * sin];
    return { x1: x - size * 0.6, x2: x + size * 0.6, y1: y - size * 0.6, y2: y + size * 0.6 };
  });
}

function direction(edge) {
  const [from, to] = [edge.source().renderedPosition(), edge.target().renderedPosition()];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return [(to.x - from.x) / length, (to.y - from.y) / length, length];
}

function roomAlong(edge, size) {
  if (edge.isLoop()) return true;
  const free = direction(edge)[2] - (edge.source().data('width') + edge.target().data('width')) * cy.zoom() / 2;
  return free > lettersWide(edge.data('lettering'), size) + 10;
}

let waiting = 0;
function relabel() {
  if (waiting) return;
  waiting = window.setTimeout(() => { waiting = 0; letter(); }, 60);
}
cy.on('viewport resize', relabel);
