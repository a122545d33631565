// Beside a timeline or a map: each mark shows the sentences behind it. What is chosen stands in the address (#item=…).
const picture = JSON.parse(byId('picture').textContent);
const marks = [...document.querySelectorAll('[data-item]')].filter((mark) => Object.hasOwn(picture.items, mark.dataset.item));

function go(kind, id) {
  const wanted = id === undefined ? '#' : `#item=${encodeURIComponent(id)}`;
  if (window.location.hash !== wanted) window.location.hash = wanted;
}

function open(key) {
  const item = picture.items[key];
  for (const mark of marks) mark.classList.toggle('on', mark.dataset.item === key);
  if (!item) {
    panel.replaceChildren(
      h('p', { class: 'kicker' }, 'Start here'),
      h('h2', {}, marks.length ? 'Every mark has its sentences' : 'Nothing is said here'),
      h('p', { class: 'intro' }, marks.length ? 'Choose a mark or a line of the list to read the sentences that say so.' : ''),
    );
    return;
  }
  panel.replaceChildren(
    h('p', { class: 'kicker' }, h('span', {}, count(item.told.length + item.more, 'statement')), h('button', { class: 'back', type: 'button', onclick: () => go() }, 'Close')),
    h('h2', { dir: 'auto' }, item.title),
    ...item.told.map((one) => h('section', { class: 'told' },
      h('h3', { class: 'triple' }, lineIcon(one.standing), h('span', { dir: 'auto' }, one.words === item.title ? SINGULAR[one.standing] : one.words)), ...one.passages.map(passage))),
    ...(item.more ? [h('p', { class: 'about' }, `and ${count(item.more, 'more statement')}`)] : []),
    keyOfMarks(),
  );
  panel.scrollTop = 0;
}

const wanted = () => new URLSearchParams(window.location.hash.slice(1).replaceAll('+', '%2B')).get('item');

for (const mark of marks) {
  mark.addEventListener('click', () => go('item', mark.dataset.item));
  if (!mark.querySelector('text')) continue; // what the list says as well is no further stop of the Tab key
  mark.setAttribute('tabindex', '0');
  mark.setAttribute('role', 'button');
  mark.setAttribute('aria-label', picture.items[mark.dataset.item].title);
  mark.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    go('item', mark.dataset.item);
  });
}
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') go(); });
window.addEventListener('hashchange', () => open(wanted()));
open(wanted());
document.documentElement.dataset.ready = 'yes';
