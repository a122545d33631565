// The explorer: names are found in the whole graph, and more of it is drawn on demand.
searchBox(byId('find'), byId('found'), everywhere, (one) => {
  if (nodeOf.has(one.id)) go('node', one.id);
  else draw([...picture.at, one.id], one.id);
});

actions = (node) => {
  if (!node.page) return [];
  const open = picture.at.includes(node.id);
  const toggle = () => draw(open ? picture.at.filter((id) => id !== node.id) : [...picture.at, node.id], node.id);
  return [h('p', { class: 'actions' },
    h('a', { class: 'quiet', href: node.page }, 'Open its page'),
    open && picture.at.length < 2 ? '' : h('button', { class: 'quiet', type: 'button', onclick: toggle }, open ? 'Fold' : 'Expand'),
    open && picture.at.length < 2 ? '' : h('button', { class: 'quiet', type: 'button', onclick: () => draw([node.id], node.id) }, 'This alone'))];
};

const centred_at = (ids) => `/graph${ids.length ? `?${ids.map((id) => `at=${encodeURIComponent(id)}`).join('&')}` : ''}`;

async function draw(ids, id) {
  const address = centred_at(ids);
  if (!await load(address)) return;
  window.history.pushState(null, '', address + addressed('node', id).replace(/^#$/, ''));
  refresh();
  fit(null);
}

async function load(address) {
  const next = await read(address);
  if (next) change(next);
  return next !== null;
}

// The picture of an address; null if it cannot be had, which is said.
async function read(address) {
  tell('Reading …');
  try {
    const answer = await fetch(address + (address.includes('?') ? '&' : '?') + 'format=json');
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch (fault) {
    tell(`It could not be read: ${brief(String(fault.message ?? fault))}`);
    return null;
  }
}

// The page comes without its picture, so that it is seen at once.
const given = () => read(window.location.pathname + window.location.search);

function tell(words) {
  byId('notice').hidden = words === '';
  byId('notice').textContent = words;
}

// Turn the new picture so that what was drawn before stays about where it was, and let it move to its new place.
function change(next) {
  const before = new Map(picture.nodes.map((node) => [node.id, { ...drawn(node.id).position() }]));
  const turned = alike(next.nodes.filter((node) => before.has(node.id)).map((node) => [node, before.get(node.id)]));
  const places = new Map(next.nodes.map((node) => [node.id, turned(node)]));
  const moved = { ...next, nodes: next.nodes.map((node) => ({ ...node, x: places.get(node.id).x, y: places.get(node.id).y })) };
  begin(moved);
  const start = (node) => before.get(node.id) ?? edgesAt.get(node.id)
    .map((edge) => before.get(edge.source === node.id ? edge.target : edge.source)).find(Boolean) ?? places.get(node.id);
  cy.batch(() => { for (const node of moved.nodes) drawn(node.id).position(calm.matches ? places.get(node.id) : start(node)); });
  if (!calm.matches) {
    for (const node of moved.nodes) drawn(node.id).animate({ position: places.get(node.id), duration: 420, easing: 'ease-in-out-cubic' });
    window.setTimeout(relabel, 450);
  }
}

// The rotation, reflection and shift that bring the new places of known nodes closest to their old ones (Procrustes).
function alike(pairs) {
  if (pairs.length < 2) return (node) => ({ x: node.x, y: node.y });
  const mean = (points) => ({ x: points.reduce((sum, one) => sum + one.x, 0) / points.length, y: points.reduce((sum, one) => sum + one.y, 0) / points.length });
  const [from, to] = [mean(pairs.map(([one]) => one)), mean(pairs.map(([, one]) => one))];
  const turn = (mirrored) => {
    let [dot, cross] = [0, 0];
    for (const [one, old] of pairs) {
      const [ax, ay, bx, by] = [(one.x - from.x) * mirrored, one.y - from.y, old.x - to.x, old.y - to.y];
      dot += ax * bx + ay * by;
      cross += ax * by - ay * bx;
    }
    return { mirrored, angle: Math.atan2(cross, dot), fit: Math.hypot(dot, cross) };
  };
  const [plain, mirror] = [turn(1), turn(-1)];
  const best = mirror.fit > plain.fit * 1.02 ? mirror : plain;
  const [cos, sin] = [Math.cos(best.angle), Math.sin(best.angle)];
  return (node) => {
    const [x, y] = [(node.x - from.x) * best.mirrored, node.y - from.y];
    return { x: to.x + x * cos - y * sin, y: to.y + x * sin + y * cos };
  };
}

window.addEventListener('popstate', async () => {
  const wanted = new URLSearchParams(window.location.search).getAll('at');
  if (JSON.stringify(wanted) === JSON.stringify(picture.at)) return;
  if (await load(centred_at(wanted))) { arrive(); fit(null); }
});
