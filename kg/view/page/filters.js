// Legend and filters in one: each row says what a look means and hides it.
const off = { root: new Set(), standing: new Set(), relation: new Set() };
const filters = byId('filters');

function hidden(edge) {
  return off.standing.has(edge.standing) || off.relation.has(edge.relation)
    || off.root.has(nodeOf.get(edge.source).root) || off.root.has(nodeOf.get(edge.target).root);
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function check(kind, value, icon, words, many) {
  const box = h('input', { type: 'checkbox', checked: '', 'data-kind': kind, 'data-value': value });
  box.addEventListener('change', () => { off[kind][box.checked ? 'delete' : 'add'](value); applyFilters(); });
  return h('label', { class: 'check', title: words }, box, icon, h('span', { class: 'what', dir: 'auto' }, words), h('span', { class: 'many' }, many.toLocaleString('en')));
}

function section(title, kind, rows) {
  const all = h('button', { type: 'button', 'aria-label': `All or none of ${title.toLowerCase()}`, onclick: () => setAll(kind) }, 'All');
  return [h('h3', { class: 'heading' }, h('span', {}, title), all), ...rows];
}

function setAll(kind) {
  const boxes = [...filters.querySelectorAll(`input[data-kind="${kind}"]`)];
  const on = off[kind].size > 0;
  for (const box of boxes) { box.checked = on; off[kind][on ? 'delete' : 'add'](box.dataset.value); }
  applyFilters();
}

function buildFilters() {
  const standings = tally(picture.edges.map((edge) => edge.standing));
  const roots = tally(picture.nodes.map((node) => node.root));
  const relations = tally(picture.edges.map((edge) => edge.relation));
  const labels = new Map(picture.edges.map((edge) => [edge.relation, edge.label]));
  const ranked = [...relations].sort((one, other) => other[1] - one[1] || (labels.get(one[0]) < labels.get(other[0]) ? -1 : 1));
  filters.replaceChildren(
    ...section('Statements', 'standing', picture.lines.filter((line) => standings.has(line.standing)).map((line) => check('standing', line.standing, lineIcon(line.standing), line.plural, standings.get(line.standing)))),
    ...section('Names', 'root', picture.kinds.filter((kind) => roots.has(kind.root)).map((kind) => check('root', kind.root, shapeIcon(kind.root), kind.plural, roots.get(kind.root)))),
    ...section('Relations', 'relation', ranked.map(([id, many]) => check('relation', id, '', short(labels.get(id)), many))),
  );
}

function applyFilters() {
  const joined = new Set();
  cy.batch(() => {
    for (const edge of picture.edges) {
      const away = hidden(edge);
      if (!away) joined.add(edge.source).add(edge.target);
      drawn(edge.id).toggleClass('away', away);
    }
    for (const node of picture.nodes) drawn(node.id).toggleClass('away', !joined.has(node.id));
  });
  refresh();
  relabel();
}

function clearFilters() {
  for (const kind of Object.keys(off)) off[kind].clear();
  for (const box of filters.querySelectorAll('input')) box.checked = true;
  applyFilters();
}
