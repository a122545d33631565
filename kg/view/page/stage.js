// The graph itself: elements, their look, and moving about.
const cy = cytoscape({
  container: byId('stage'), style: look(), minZoom: 0.03, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true, autoungrabify: false,
});
let picture = { nodes: [], edges: [], articles: [], at: [] }; // until the first one is there
let [nodeOf, edgeOf, edgesAt] = [new Map(), new Map(), new Map()];
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const dark = window.matchMedia('(prefers-color-scheme: dark)');

// Ids come from articles and may hold anything: cytoscape gets numbers of its own.
const stageIds = new Map();
function stageId(id) {
  if (!stageIds.has(id)) stageIds.set(id, `x${stageIds.size}`);
  return stageIds.get(id);
}
const drawn = (id) => cy.getElementById(stageId(id));

const nodeData = (node) => ({ ...node, id: stageId(node.id), key: node.id });
const edgeData = (edge) => ({
  id: stageId(edge.id), key: edge.id, source: stageId(edge.source), target: stageId(edge.target),
  statements: edge.statements ?? 1, relation: edge.relation, lettering: edge.lettering, standing: edge.standing, bend: edge.bend,
});

// Draw a picture; what was drawn before and is in it again moves to its new place, the rest comes and goes.
function adopt(next) {
  picture = next;
  nodeOf = new Map(picture.nodes.map((node) => [node.id, node]));
  edgeOf = new Map(picture.edges.map((edge) => [edge.id, edge]));
  edgesAt = new Map(picture.nodes.map((node) => [node.id, []]));
  for (const edge of picture.edges) {
    edgesAt.get(edge.source).push(edge);
    if (edge.target !== edge.source) edgesAt.get(edge.target).push(edge);
  }
  const added = [];
  const put = (group, id, data, more) => {
    const there = drawn(id);
    if (there.length) there.data(data);
    else added.push({ group, data, ...more });
  };
  cy.batch(() => {
    cy.elements().filter((one) => !nodeOf.has(one.data('key')) && !edgeOf.has(one.data('key'))).remove();
    for (const node of picture.nodes) put('nodes', node.id, nodeData(node), { position: { x: node.x, y: node.y } });
    for (const edge of picture.edges) put('edges', edge.id, edgeData(edge));
    cy.add(added);
  });
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function look() {
  const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const ground = colour('ground');
  return [
    { selector: 'node', style: {
      width: 'data(width)', height: 'data(height)', 'border-width': 2, 'border-color': ground,
      label: '', 'font-family': sans, 'font-size': 13, 'font-weight': 500, color: colour('ink'), 'line-height': 1.15,
      'text-valign': 'bottom', 'text-margin-y': 4, 'text-wrap': 'wrap', 'text-max-width': '100000px',
      'text-outline-color': ground, 'text-outline-width': 2.5, 'overlay-opacity': 0, 'z-index': 10,
    } },
    ...looks.kinds.map((kind) => ({ selector: `node[root = "${kind.root}"]`, style: {
      shape: kind.shape, 'background-color': colour(kind.root.toLowerCase()),
    } })),
    { selector: 'node[root = "Value"]', style: {
      'background-color': colour('paper'), 'border-color': colour('value'), 'border-width': 1,
      'text-valign': 'center', 'text-margin-y': 0, 'text-outline-width': 0, 'font-weight': 400, color: colour('soft'),
    } },
    { selector: 'edge', style: {
      width: 1.8, 'curve-style': 'unbundled-bezier', 'control-point-distances': 'data(bend)', 'control-point-weights': 0.5,
      'arrow-scale': 1, 'source-distance-from-node': 3, 'target-distance-from-node': 3, label: '',
      'loop-direction': '-45deg', 'loop-sweep': '60deg',
      'font-family': sans, 'font-size': 11.5, color: colour('soft'), 'text-rotation': 'autorotate',
      'text-outline-color': ground, 'text-outline-width': 2.5, 'overlay-opacity': 0,
    } },
    ...looks.lines.map((line) => ({ selector: `edge[standing = "${line.standing}"]`, style: {
      'line-color': colour(line.standing), 'target-arrow-color': colour(line.standing), 'target-arrow-shape': line.arrow,
      'line-style': line.dash ? 'dashed' : 'solid', 'line-cap': line.standing === 'denied' ? 'round' : 'butt',
      'line-dash-pattern': line.dash ? line.dash.split(' ').map(Number) : [6, 3],
      ...(line.standing === 'denied' ? { width: 2.4, 'line-dash-pattern': [0.5, 6], color: colour('denied') } : {}),
    } })),
    { selector: 'edge[statements > 1]', style: { width: 'mapData(statements, 2, 60, 2.2, 8)', 'target-arrow-shape': 'none' } },
    { selector: '.named', style: { label: 'data(lettering)' } },
    { selector: 'node.named', style: { 'z-index': 12 } },
    { selector: '.dim', style: { opacity: 0.13 } },
    { selector: 'node.dim', style: { 'z-index': 1 } },
    { selector: '.away', style: { display: 'none' } },
    { selector: 'edge.near', style: { width: 2.4, color: colour('ink'), 'z-index': 9 } },
    { selector: 'edge.chosen', style: { width: 3.6, color: colour('ink'), 'font-weight': 600, 'z-index': 20 } },
    { selector: 'node.chosen', style: { 'border-width': 3, 'border-color': colour('ink'), 'z-index': 20 } },
    { selector: 'edge.over', style: { width: 3, 'z-index': 15 } },
    { selector: 'node.over', style: { 'border-color': colour('soft'), 'z-index': 15 } },
  ];
}

// Show some elements, or all that is not hidden, clear of what lies over the stage.
function fit(what, moving = true) {
  const some = (what && what.length ? what : cy.elements()).nodes().filter((node) => !node.hasClass('away'));
  if (!some.length) return;
  const side = Math.min(48, cy.width() / 12);
  const edge = { left: side, right: side, bottom: side, top: Math.max(side, ...covers().map((box) => (box.y1 < side ? box.y2 + 8 : 0))) };
  const [wide, high] = [cy.width() - edge.left - edge.right, cy.height() - edge.top - edge.bottom];
  const box = boxOf(some);
  const zoom = Math.min(wide / (box.w + 60), high / (box.h + 60), 1.35);
  const middle = { x: edge.left + wide / 2, y: edge.top + high / 2 };
  glide({ zoom, pan: { x: middle.x - zoom * (box.x1 + box.w / 2), y: middle.y - zoom * (box.y1 + box.h / 2) } }, moving);
}

// The box around nodes in their places; lines hardly leave it, and asking for theirs takes long.
function boxOf(nodes) {
  const box = { x1: Infinity, x2: -Infinity, y1: Infinity, y2: -Infinity };
  nodes.forEach((node) => {
    const [at, half, tall] = [node.position(), node.data('width') / 2, node.data('height') / 2];
    box.x1 = Math.min(box.x1, at.x - half);
    box.x2 = Math.max(box.x2, at.x + half);
    box.y1 = Math.min(box.y1, at.y - tall);
    box.y2 = Math.max(box.y2, at.y + tall);
  });
  return { ...box, w: box.x2 - box.x1, h: box.y2 - box.y1 };
}

// What lies over the stage: title, buttons and notice, as boxes of the stage's own pixels.
function covers() {
  const from = byId('stage').getBoundingClientRect();
  return [...document.querySelectorAll('.caption h1, .caption p, .zoom, .frame #show-filters, #notice:not([hidden])')].map((one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    const box = one.matches('.caption *') ? words.getBoundingClientRect() : one.getBoundingClientRect();
    return { x1: box.left - from.left, x2: box.right - from.left, y1: box.top - from.top, y2: box.bottom - from.top };
  });
}

function glide(view, moving = true) {
  cy.stop();
  if (moving && !calm.matches) cy.animate({ ...view, duration: 280, easing: 'ease-out-cubic' });
  else cy.viewport(view);
}

function bringIntoView(element) {
  const part = element.isNode() ? element.closedNeighborhood().filter(':visible') : element.union(element.connectedNodes());
  const box = part.boundingBox({ includeLabels: false });
  const seen = cy.extent();
  const inside = box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2;
  if (!inside || cy.zoom() < 0.55) fit(part);
}

function zoomBy(factor) {
  const zoom = Math.min(cy.maxZoom(), Math.max(cy.minZoom(), cy.zoom() * factor));
  const middle = { x: cy.width() / 2, y: cy.height() / 2 };
  const pan = cy.pan();
  const share = zoom / cy.zoom();
  glide({ zoom, pan: { x: middle.x - (middle.x - pan.x) * share, y: middle.y - (middle.y - pan.y) * share } });
}
