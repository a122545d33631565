// Search: type to find, arrow keys to choose, Enter to go there.
const find = byId('find');
const found = byId('found');
let active = 0;

const plain = (text) => text.slice(0, 400).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const names = picture.nodes.filter((node) => node.root !== 'Value').map((node) => ({ node, words: [node.label, ...node.aliases].map(plain) }));

function quality(words, wanted) {
  let best = 9;
  for (const word of words) {
    const at = word.indexOf(wanted);
    if (at === 0) best = Math.min(best, word.length === wanted.length ? 0 : 1);
    else if (at > 0) best = Math.min(best, /[\s\-'’.(]/.test(word[at - 1]) ? 2 : 3);
  }
  return best;
}

function matches(text) {
  const wanted = plain(text.trim());
  if (!wanted) return [];
  return names.map(({ node, words }) => ({ node, score: quality(words, wanted) })).filter(({ score }) => score < 9)
    .sort((one, other) => one.score - other.score || one.node.rank - other.node.rank).slice(0, 8).map(({ node }) => node);
}

function listFound() {
  const some = matches(find.value);
  active = 0;
  const asked = find.value.trim() !== '';
  found.replaceChildren(...(some.length ? some.map(option) : asked ? [h('li', { class: 'none' }, 'No name here matches.')] : []));
  found.hidden = !asked;
  find.setAttribute('aria-expanded', String(asked));
  point();
}

function option(node, number) {
  const item = h('li', { role: 'option', id: `found-${number}`, 'aria-selected': 'false' },
    shapeIcon(node.root), h('span', { class: 'name', dir: 'auto' }, short(node.label)), h('span', { class: 'type' }, node.type));
  item.addEventListener('pointerdown', (event) => { event.preventDefault(); take(node); });
  item.dataset.key = node.id;
  return item;
}

function point() {
  const options = [...found.querySelectorAll('[role="option"]')];
  options.forEach((item, number) => item.setAttribute('aria-selected', String(number === active)));
  if (options.length) find.setAttribute('aria-activedescendant', `found-${active}`);
  else find.removeAttribute('aria-activedescendant');
  if (options[active]) options[active].scrollIntoView({ block: 'nearest' });
}

function take(node) {
  find.value = '';
  listFound();
  find.blur();
  go('node', node.id);
}

find.addEventListener('input', listFound);
find.addEventListener('blur', () => { found.hidden = true; find.setAttribute('aria-expanded', 'false'); });
find.addEventListener('focus', listFound);
find.addEventListener('keydown', (event) => {
  const options = [...found.querySelectorAll('[role="option"]')];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) { active = (active + step + options.length) % options.length; point(); event.preventDefault(); }
  if (event.key === 'Enter' && options[active]) take(nodeOf.get(options[active].dataset.key));
  if (event.key === 'Escape') { find.value = ''; listFound(); find.blur(); }
});
