// Legend and filters in one: each row says what a look means and hides it.
const KINDS = ['standing', 'root', 'type', 'relation', 'paper'];
const off = Object.fromEntries(KINDS.map((kind) => [kind, new Set()]));
const days = { from: '', to: '' };
const filters = byId('filters');

function hidden(edge) {
  return off.standing.has(edge.standing) || off.relation.has(edge.relation)
    || lost(nodeOf.get(edge.source)) || lost(nodeOf.get(edge.target))
    || (off.paper.size > 0 && edge.passages.every((passage) => off.paper.has(paperOf(passage))))
    || ((days.from || days.to) && !edge.passages.some(inTime));
}

const lost = (node) => off.root.has(node.root) || off.type.has(node.type);
const paperOf = (passage) => picture.articles[passage.article].publisher || 'no publisher named';

// When a sentence does not say when, the day counts on which it was published.
function inTime(passage) {
  const published = picture.articles[passage.article].order.slice(0, 10);
  const [first, last] = passage.span.length ? passage.span : [published, published];
  return first !== '' && (!days.from || last >= days.from) && (!days.to || first <= days.to);
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function check(kind, value, icon, words, many) {
  const box = h('input', { type: 'checkbox', checked: '', 'data-kind': kind, 'data-value': value });
  box.addEventListener('change', () => { off[kind][box.checked ? 'delete' : 'add'](value); noteFilters(); applyFilters(); });
  return h('label', { class: 'check', title: words }, box, icon, h('span', { class: 'what', dir: 'auto' }, words), h('span', { class: 'many' }, many.toLocaleString('en')));
}

function section(title, kind, rows) {
  if (!rows.length) return [];
  const all = h('button', { type: 'button', 'aria-label': `All or none of ${title.toLowerCase()}`, onclick: () => setAll(kind) }, 'All');
  return [h('h3', { class: 'heading' }, h('span', {}, title), all), ...rows];
}

function setAll(kind) {
  const on = off[kind].size > 0;
  for (const box of filters.querySelectorAll(`input[data-kind="${kind}"]`)) off[kind][on ? 'delete' : 'add'](box.dataset.value);
  noteFilters();
  applyFilters();
}

const byCount = (counts) => [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));

// A label by relation; where two relations share theirs, the id tells them apart.
function relationLabels() {
  const labels = new Map(picture.edges.map((edge) => [edge.relation, edge.relation === 'kg:several' ? 'several together' : edge.label]));
  const alike = tally(labels.values());
  return new Map([...labels].map(([id, label]) => [id, alike.get(label) > 1 ? `${label} (${id})` : label]));
}

function buildFilters() {
  const standings = tally(picture.edges.map((edge) => edge.standing));
  const roots = tally(picture.nodes.map((node) => node.root));
  const named = picture.nodes.filter((node) => node.root !== 'Value');
  const types = tally(named.map((node) => node.type));
  const relations = tally(picture.edges.map((edge) => edge.relation));
  const papers = tally(picture.edges.flatMap((edge) => [...new Set(edge.passages.map(paperOf))]));
  const labels = relationLabels();
  const rootOf = new Map(named.map((node) => [node.type, node.root]));
  filters.replaceChildren(
    ...section('Statements', 'standing', looks.lines.filter((line) => standings.has(line.standing)).map((line) => check('standing', line.standing, lineIcon(line.standing), line.plural, standings.get(line.standing)))),
    ...section('Names', 'root', looks.kinds.filter((kind) => roots.has(kind.root)).map((kind) => check('root', kind.root, shapeIcon(kind.root), kind.plural, roots.get(kind.root)))),
    ...period(),
    ...section('Relations', 'relation', byCount(relations).map(([id, many]) => check('relation', id, '', short(labels.get(id)), many))),
    ...section('Classes', 'type', byCount(types).map(([type, many]) => check('type', type, shapeIcon(rootOf.get(type)), type, many))),
    ...(papers.size > 1 ? section('Sources', 'paper', byCount(papers).map(([paper, many]) => check('paper', paper, '', short(paper), many))) : []),
  );
}

function period() {
  const field = (name, words) => {
    const input = h('input', { type: 'date', id: `day-${name}`, min: '0001-01-01', max: '9999-12-31' });
    input.addEventListener('change', () => { days[name] = input.value; noteFilters(); applyFilters(); });
    return h('label', { class: 'day' }, h('span', {}, words), input);
  };
  return [h('h3', { class: 'heading' }, h('span', {}, 'Time')), h('div', { class: 'days' }, field('from', 'From'), field('to', 'To'))];
}

// What is hidden, as pairs for the address.
function filterParts() {
  const parts = KINDS.flatMap((kind) => [...off[kind]].map((value) => [`-${kind}`, value]));
  return [...parts, ...Object.entries(days).filter(([, day]) => day)];
}

function readFilters(parts) {
  const before = JSON.stringify(filterParts());
  for (const kind of KINDS) off[kind] = new Set(parts.getAll(`-${kind}`));
  for (const name of Object.keys(days)) days[name] = /^\d{4}-\d\d-\d\d$/.test(parts.get(name) ?? '') ? parts.get(name) : '';
  if (JSON.stringify(filterParts()) !== before) applyFilters();
  else showFilters();
}

function showFilters() {
  for (const box of filters.querySelectorAll('input[data-kind]')) box.checked = !off[box.dataset.kind].has(box.dataset.value);
  for (const [name, day] of Object.entries(days)) byId(`day-${name}`).value = day;
}

function applyFilters() {
  showFilters();
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
  for (const kind of KINDS) off[kind].clear();
  Object.assign(days, { from: '', to: '' });
  noteFilters();
  applyFilters();
}
