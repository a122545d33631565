// Groups of a large picture: a click on one draws the names that are folded into it, and what joins them.
const unfolded = new Map(); // id of a group -> how far its names reach, and where each stands from its middle
let whole;
const memberOf = new Map();

function keep(first) {
  whole = first;
  for (const node of first.inside.nodes) memberOf.set(node.id, node);
  return first;
}

const isGroup = (id) => whole.nodes.some((node) => node.id === id && node.root === 'Group');
const membersOf = (id) => whole.inside.nodes.filter((node) => node.group === id);
const isFolded = (id) => memberOf.has(id) && !unfolded.has(memberOf.get(id).group);
const folded = () => whole.inside.nodes.filter((node) => isFolded(node.id));

// The picture with the names of unfolded groups in the place of these.
function opened() {
  const nodes = [...whole.nodes.filter((node) => !unfolded.has(node.id)), ...whole.inside.nodes.filter((node) => unfolded.has(node.group))];
  const there = new Set(nodes.map((node) => node.id));
  const kept = whole.edges.filter((edge) => there.has(edge.source) && there.has(edge.target));
  const isSeen = (id) => unfolded.has(memberOf.get(id)?.group);
  const within = whole.inside.edges.filter((edge) => isSeen(edge.source) || isSeen(edge.target));
  const edges = [...kept, ...bundled(within).filter((edge) => there.has(edge.source) && there.has(edge.target))];
  const counts = { ...whole.folded };
  for (const edge of whole.edges) counts[edge.standing] = (counts[edge.standing] ?? 0) + edge.statements;
  for (const edge of edges) counts[edge.standing] = (counts[edge.standing] ?? 0) - edge.statements;
  return { ...whole, nodes, edges, folded: counts };
}

// What leads to a name of a group that is still folded leads to the group; all that joins a name to a group is one line.
function bundled(edges) {
  const at = (id) => (isFolded(id) ? memberOf.get(id).group : id);
  const pairs = new Map();
  for (const edge of edges) {
    const key = JSON.stringify([at(edge.source), at(edge.target)].sort());
    pairs.set(key, [...(pairs.get(key) ?? []), edge]);
  }
  return [...pairs.values()].flatMap((some) => {
    const [source, target] = [at(some[0].source), at(some[0].target)];
    if (some.length > 1 && (isFolded(some[0].source) || isFolded(some[0].target))) return [several(some, source, target)];
    return some.map((edge, number) => {
      const bend = some.length > 1 ? (number - (some.length - 1) / 2) * 36 : 14;
      return { ...edge, source: at(edge.source), target: at(edge.target), bend: edge.source < edge.target ? bend : -bend };
    });
  });
}

function several(edges, source, target) {
  const ranked = [...edges].sort((one, other) => place(one) - place(other));
  const [label, passages] = [`${edges.length} statements`, ranked.flatMap((edge) => edge.passages).slice(0, 40)];
  return { ...ranked[0], id: `several-${source}-${target}`, source, target, label, lettering: label, relation: 'kg:several', statements: edges.length, passages, bend: 14,
    confidence: Math.max(...edges.map((edge) => edge.confidence)), sources: Math.max(...edges.map((edge) => edge.sources)) };
}

function unfold(id) {
  const from = drawn(id).position();
  unfolded.set(id, { reach: 0, places: new Map() });
  begin(opened());
  unfolded.set(id, spread(id));
  arrange(new Map(membersOf(id).map((node) => [node.id, { ...from }])));
}

function fold(id) {
  const before = new Map(picture.nodes.map((node) => [node.id, { ...drawn(node.id).position() }]));
  unfolded.delete(id);
  go();
  begin(opened());
  arrange(before);
}

// How far the names of a group reach when cytoscape lays them out, and where each stands from the middle.
function spread(id) {
  const nodes = cy.collection(membersOf(id).map((node) => drawn(node.id)));
  const side = 110 * Math.sqrt(nodes.length) + 60;
  cy.batch(() => nodes.forEach((node, number) => { // a sunflower to begin with: the same picture each time
    const [far, turn] = [side / 2 * Math.sqrt((number + 0.5) / nodes.length), number * 2.399963];
    node.position({ x: far * Math.cos(turn), y: far * Math.sin(turn) });
  }));
  nodes.union(nodes.edgesWith(nodes)).layout({
    name: 'cose', animate: false, fit: false, randomize: false, boundingBox: { x1: -side / 2, y1: -side / 2, w: side, h: side },
    nodeDimensionsIncludeLabels: false, idealEdgeLength: () => 90, nodeRepulsion: () => 40000, nodeOverlap: 30, componentSpacing: 60, numIter: nodes.length > 120 ? 300 : 800,
  }).run();
  const box = boxOf(nodes);
  const middle = { x: box.x1 + box.w / 2, y: box.y1 + box.h / 2 };
  const places = new Map(nodes.map((node) => [node.data('key'), { x: node.position().x - middle.x, y: node.position().y - middle.y }]));
  return { reach: Math.max(60, ...[...places.values()].map(({ x, y }) => Math.hypot(x, y))) + 40, places };
}

// All others make room for what is unfolded: each moves away from its middle by as much as it reaches.
function arrange(before) {
  const base = new Map(whole.nodes.map((node) => [node.id, node]));
  const moved = (id) => {
    let at = { x: base.get(id).x, y: base.get(id).y };
    for (const [group, { reach }] of unfolded) {
      if (group === id) continue;
      const [x, y] = [base.get(id).x - base.get(group).x, base.get(id).y - base.get(group).y];
      const share = reach / (Math.hypot(x, y) || 1);
      at = { x: at.x + x * share, y: at.y + y * share };
    }
    return at;
  };
  for (const node of picture.nodes) {
    const from = node.group === undefined ? null : unfolded.get(node.group).places.get(node.id);
    const at = moved(node.group ?? node.id);
    const to = from ? { x: at.x + from.x, y: at.y + from.y } : at;
    const element = drawn(node.id);
    const start = before.get(node.id);
    if (start) element.position(start);
    if (calm.matches) element.position(to);
    else element.animate({ position: to, duration: 420, easing: 'ease-in-out-cubic' });
  }
  window.setTimeout(() => { fit(null); relabel(); }, calm.matches ? 0 : 450);
}

reveal = (parts) => {
  const [node, edge] = [parts.get('node'), whole.inside.edges.find((one) => one.id === parts.get('edge'))];
  const wanted = [node, ...(edge ? [edge.source, edge.target] : [])].filter((id) => id !== null).map((id) => (isFolded(id) ? memberOf.get(id).group : id));
  for (const id of new Set(wanted)) if (isGroup(id) && !unfolded.has(id) && membersOf(id).length) unfold(id);
};

showUndrawn = (parts) => {
  const group = whole.nodes.find((node) => node.id === parts.get('node') && unfolded.has(node.id));
  if (!group) return false;
  const members = membersOf(group.id);
  panel.className = '';
  panel.replaceChildren(
    kicker(shapeIcon('Group'), count(members.length, 'name')),
    h('h2', { dir: 'auto' }, group.label),
    h('p', { class: 'actions' }, h('button', { class: 'quiet', type: 'button', onclick: () => fold(group.id) }, 'Fold')),
    ...(group.members > members.length ? [h('p', { class: 'about' }, `The best connected; ${count(group.members - members.length, 'other name')} stay folded.`)] : []),
    h('ul', { class: 'rows' }, ...members.map((node) => row(shapeIcon(node.root), node.label, node.degree, () => go('node', node.id)))),
  );
  return true;
};

actions = (node) => {
  if (node.root === 'Group') return membersOf(node.id).length ? [h('p', { class: 'actions' }, h('button', { class: 'quiet', type: 'button', onclick: () => { unfold(node.id); refresh(); } }, 'Unfold'))] : [];
  return node.group === undefined ? [] : [h('p', { class: 'actions' }, h('button', { class: 'quiet', type: 'button', onclick: () => go('node', node.group) }, 'Its group'))];
};
