// What is chosen and what is hidden stand in the address (#node=… or #edge=…, -standing=claim), so that Back works and
// a view can be sent to a colleague.
function go(kind, id) {
  const wanted = addressed(kind, id);
  if (window.location.hash === wanted || (wanted === '#' && !window.location.hash)) refresh();
  else window.location.hash = wanted;
}

function addressed(kind, id) {
  const parts = filterParts();
  if (kind) parts.unshift([kind, id]);
  return `#${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

const said = () => new URLSearchParams(window.location.hash.slice(1).replaceAll('+', '%2B'));

function chosen() {
  const parts = said();
  const [node, edge] = [nodeOf.get(parts.get('node')), edgeOf.get(parts.get('edge'))];
  return node ? { kind: 'node', one: node } : edge ? { kind: 'edge', one: edge } : null;
}

function noteFilters() {
  const now = chosen();
  window.history.replaceState(null, '', addressed(now?.kind, now?.one.id));
}

function refresh() {
  const now = chosen();
  cy.batch(() => {
    cy.elements('.dim, .chosen, .near').removeClass('dim chosen near');
    if (now) {
      const element = drawn(now.one.id);
      const near = now.kind === 'node' ? element.closedNeighborhood() : element.union(element.connectedNodes());
      cy.elements().difference(near).addClass('dim');
      near.edges().addClass('near');
      element.addClass('chosen');
    }
  });
  if (!now) { if (!showUndrawn(said())) showStart(); }
  else if (now.kind === 'node') showNode(now.one);
  else showEdge(now.one);
  relabel();
}

function arrive() {
  reveal(said());
  const now = chosen();
  readFilters(said());
  if (now && drawn(now.one.id).hasClass('away')) clearFilters();
  refresh();
  panel.scrollTop = 0;
  cy.resize();
  if (now) bringIntoView(drawn(now.one.id));
}

function buildHead() {
  const by = new Map(Object.entries(picture.folded ?? {}));
  for (const edge of picture.edges) by.set(edge.standing, (by.get(edge.standing) ?? 0) + (edge.statements ?? 1));
  byId('title').textContent = picture.title;
  byId('counts').textContent = [
    count(picture.articles.length, 'article'), count(by.get('fact') ?? 0, 'fact'), count(by.get('claim') ?? 0, 'claim'),
    ...(by.has('denied') ? [`${by.get('denied').toLocaleString('en')} denied`] : []),
  ].join(' · ');
  byId('notice').hidden = true;
  if (picture.more) {
    byId('notice').hidden = false;
    byId('notice').textContent = `${count(picture.more, 'more statement')} on the pages of the names`;
  }
  if (picture.notice) {
    byId('notice').hidden = false;
    byId('notice').textContent = picture.notice;
  }
}

const stage = byId('stage');
cy.on('tap', 'node', (event) => go('node', event.target.data('key')));
cy.on('tap', 'edge', (event) => go('edge', event.target.data('key')));
cy.on('tap', (event) => { if (event.target === cy) go(); });
cy.on('mouseover', 'node, edge', (event) => { event.target.addClass('over'); stage.classList.add('pointing'); relabel(); });
cy.on('mouseout', 'node, edge', (event) => { event.target.removeClass('over'); stage.classList.remove('pointing'); relabel(); });

const STEPS = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
stage.addEventListener('keydown', (event) => {
  if (STEPS[event.key]) cy.panBy({ x: STEPS[event.key][0], y: STEPS[event.key][1] });
  else if (event.key === '+' || event.key === '=') zoomBy(1.3);
  else if (event.key === '-') zoomBy(1 / 1.3);
  else if (event.key === '0') fit();
  else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.activeElement !== byId('find')) { closeFilters(); go(); }
});
byId('zoom-in').addEventListener('click', () => zoomBy(1.4));
byId('zoom-out').addEventListener('click', () => zoomBy(1 / 1.4));
byId('fit').addEventListener('click', () => fit());

const opener = byId('show-filters');
function closeFilters() { filters.classList.remove('open'); opener.setAttribute('aria-expanded', 'false'); }
opener.addEventListener('click', () => opener.setAttribute('aria-expanded', String(filters.classList.toggle('open'))));
stage.addEventListener('pointerdown', closeFilters);

dark.addEventListener('change', () => { cy.style(look()); relabel(); });
window.addEventListener('hashchange', arrive);

function begin(next) {
  adopt(next);
  buildHead();
  buildFilters();
  readFilters(said());
  refresh();
  cy.resize();
}

async function start() {
  const first = await given();
  if (!first) return;
  begin(first);
  fit(null, false);
  if (said().has('node') || said().has('edge')) arrive();
  letter();
  document.documentElement.dataset.ready = 'yes';
}

start();
