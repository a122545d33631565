// A field to find names in: type, arrow keys to choose, Enter to go there.
// `matches` gives the entries for a text, at once or as a promise; `take` is told which one was chosen.
function searchBox(find, found, matches, take) {
  let [active, entries, asked] = [0, [], 0];

  async function list() {
    const turn = asked += 1;
    const text = find.value.trim();
    const some = text ? await matches(text) : [];
    if (turn !== asked) return;
    [entries, active] = [some, 0];
    found.replaceChildren(...(some.length ? some.map(option) : text ? [h('li', { class: 'none' }, 'No name here matches.')] : []));
    found.hidden = !text || document.activeElement !== find;
    find.setAttribute('aria-expanded', String(!found.hidden));
    point();
  }

  function option(one, number) {
    const also = one.name && one.name !== one.label ? h('span', { class: 'also', dir: 'auto' }, short(one.name)) : '';
    const item = h('li', { role: 'option', id: `found-${number}`, 'aria-selected': 'false' },
      shapeIcon(one.root), h('span', { class: 'name', dir: 'auto' }, short(one.label), also), h('span', { class: 'type' }, one.type));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(one); });
    return item;
  }

  function point() {
    const options = [...found.querySelectorAll('[role="option"]')];
    options.forEach((item, number) => item.setAttribute('aria-selected', String(number === active)));
    if (options.length) find.setAttribute('aria-activedescendant', `found-${active}`);
    else find.removeAttribute('aria-activedescendant');
    if (options[active]) options[active].scrollIntoView({ block: 'nearest' });
  }

  function close() {
    asked += 1;
    found.hidden = true;
    find.setAttribute('aria-expanded', 'false');
  }

  function choose(one) {
    find.value = '';
    close();
    find.blur();
    take(one);
  }

  find.addEventListener('input', list);
  find.addEventListener('blur', close);
  find.addEventListener('focus', list);
  find.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length) { active = (active + step + entries.length) % entries.length; point(); event.preventDefault(); }
    if (event.key === 'Enter' && !found.hidden && entries[active]) { event.preventDefault(); choose(entries[active]); }
    if (event.key === 'Escape') { find.value = ''; close(); find.blur(); }
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) || document.activeElement.isContentEditable;
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) { find.focus(); event.preventDefault(); }
  });
}
