// The panel: a node's statements, or a statement's sentences.
const MODALITIES = { planned: 'Planned', possible: 'Possible', conditional: 'Conditional', ordered: 'Ordered', question: 'Asked, not stated' };
const MEANINGS = {
  fact: 'Stated as fact by at least one article.',
  claim: 'No article states this as fact: it is attributed, planned or hedged.',
  denied: 'Reported only as denied or as not so.',
};
const panel = byId('panel');

function showStart() {
  const best = picture.nodes.filter((node) => node.root !== 'Value').sort((one, other) => one.rank - other.rank).slice(0, 10);
  panel.className = 'start';
  panel.replaceChildren(
    h('p', { class: 'kicker' }, 'Start here'),
    h('h2', {}, best.length ? 'Every line has its sentences' : 'No statements'),
    h('p', { class: 'intro' }, best.length
      ? 'Choose a line to read the sentences that say so, or a name to see all that is said about it.'
      : 'The graph holds no statement that joins two names. Build it from more articles.'),
    ...(best.length ? [h('p', { class: 'heading' }, 'Best connected'),
      h('ul', { class: 'rows' }, ...best.map((node) => row(shapeIcon(node.root), node.label, node.degree, () => go('node', node.id))))] : []),
  );
}

function kicker(icon, words) {
  return h('p', { class: 'kicker' }, icon, h('span', {}, words), h('button', { class: 'back', type: 'button', onclick: () => go() }, 'Close'));
}

function showNode(node) {
  const edges = edgesAt.get(node.id).filter((edge) => !hidden(edge));
  const unseen = edgesAt.get(node.id).length - edges.length;
  const groups = new Map();
  for (const edge of edges) {
    const key = `${edge.source === node.id ? 0 : 1} ${edge.label} ${edge.relation}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  panel.className = '';
  panel.replaceChildren(
    kicker(shapeIcon(node.root), node.root === 'Value' ? 'Value' : node.type),
    h('h2', { dir: 'auto' }, node.label),
    node.aliases.length ? h('p', { class: 'about', dir: 'auto' }, `Also ${node.aliases.join(', ')}`) : '',
    ...node.links.map((link) => h('p', { class: 'about' }, outward(link, address(link)))),
    ...actions(node),
    ...[...groups.keys()].sort().flatMap((key) => group(node, groups.get(key))),
    ...(unseen ? [h('p', { class: 'key' }, `${count(unseen, 'statement')} hidden by the filters`)] : []),
  );
}

// What can be done with a node beside reading about it; the explorer has more. What is chosen may first have to be
// drawn, and something that is not drawn may still have a panel: pages that fold names into groups say how.
let actions = () => [];
let reveal = () => {};
let showUndrawn = () => false;

function group(node, edges) {
  const out = edges[0].source === node.id;
  const ranked = [...edges].sort((one, other) => place(one) - place(other) || other.sources - one.sources || (one.id < other.id ? -1 : 1));
  return [
    h('h3', { class: 'heading' }, h('span', {}, out ? '' : '… ', h('bdi', {}, edges[0].label), out ? ' …' : h('bdi', { class: 'whole' }, ` ${brief(node.label)}`))),
    h('ul', { class: 'rows' }, ...ranked.map((edge) => row(lineIcon(edge.standing), nodeOf.get(out ? edge.target : edge.source).label, when(edge), () => go('edge', edge.id)))),
  ];
}

const place = (edge) => looks.lines.findIndex((line) => line.standing === edge.standing);

function when(edge) {
  const days = edge.passages.map((passage) => picture.articles[passage.article]).filter((article) => article.order).sort((one, other) => (one.order < other.order ? -1 : 1));
  const first = days.length ? days[0].day : '';
  return edge.passages.length > 1 ? `${edge.passages.length} sentences` : first;
}

function showEdge(edge) {
  const [from, to] = [nodeOf.get(edge.source), nodeOf.get(edge.target)];
  const name = (node) => h('button', { type: 'button', dir: 'auto', class: node.label.length > 90 ? 'long' : '', onclick: () => go('node', node.id) }, node.label);
  panel.className = '';
  panel.replaceChildren(
    kicker(lineIcon(edge.standing), SINGULAR[edge.standing]),
    h('h2', { class: 'triple' }, name(from), ' ', h('span', { class: 'relation', dir: 'auto' }, edge.label), ' ', name(to)),
    h('p', { class: 'about' }, MEANINGS[edge.standing]),
    h('p', { class: 'support' }, h('span', {}, count(edge.sources, 'independent source')), h('span', {}, `confidence ${Math.round(100 * edge.confidence)} %`)),
    edge.page ? h('p', { class: 'actions' }, h('a', { href: edge.page }, 'All about this statement')) : '',
    ...edge.passages.map(passage),
    keyOfMarks(),
  );
}

const keyOfMarks = () => h('p', { class: 'key' }, h('mark', { class: 'subject' }, 'subject'), ' ', h('mark', { class: 'trigger' }, 'relation'), ' ', h('mark', { class: 'object' }, 'object'));

function passage(one) {
  const article = picture.articles[one.article];
  const chips = [
    one.polarity === 'negative' ? h('span', { class: 'no' }, 'Denied') : '',
    one.modality !== 'asserted' ? h('span', {}, MODALITIES[one.modality]) : '',
    one.by.length ? h('span', { dir: 'auto' }, `According to ${one.by.map(short).join(', ')}`) : '',
    one.time ? h('span', {}, one.time) : '',
    one.place ? h('span', { dir: 'auto' }, short(one.place)) : '',
  ].filter(Boolean);
  const words = one.pieces.map(([text, role]) => (role ? h('mark', { class: role }, text) : text));
  const about = [article.publisher ? h('strong', { dir: 'auto' }, article.publisher) : '', article.day].filter(Boolean);
  return h('article', { class: `passage ${one.fact ? 'fact' : one.polarity === 'negative' ? 'denied' : 'claim'}` },
    chips.length ? h('p', { class: 'chips' }, ...chips) : '',
    h('blockquote', { dir: 'auto' }, ...words),
    h('p', { class: 'source' }, ...about.flatMap((part, number) => (number ? [', ', part] : [part])), about.length ? h('br') : '',
      article.url ? outward(article.url, article.title || address(article.url)) : h('span', { dir: 'auto' }, article.title),
      one.page ? h('a', { class: 'read', href: one.page }, 'Read it in the article') : ''));
}
