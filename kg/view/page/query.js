// The query page: the query stands in the address, the answer below it.
const ask = byId('ask');
const area = byId('sparql');
const answer = byId('answer');
const FIRST = `SELECT ?who ?relation ?whom {
  ?st a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  ?s ?p ?o ; rdfs:label ?who .
  ?p rdfs:label ?relation .
  ?o rdfs:label ?whom
}
ORDER BY ?who ?relation ?whom LIMIT 100`;
const terms = JSON.parse(byId('terms').textContent);
const curies = Object.entries(terms.prefixes).sort((one, other) => other[1].length - one[1].length);

function shortened(iri) {
  const found = curies.find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

function cell(term) {
  if (!term) return h('td', {});
  if (term.type !== 'uri') return h('td', { dir: 'auto' }, term.value);
  const words = shortened(term.value);
  const path = term.value.startsWith(terms.base) ? term.value.slice(terms.base.length) : '';
  if (/^(e|st|article)\//.test(path)) return h('td', {}, h('a', { href: `/${path}` }, words));
  return h('td', {}, /^https?:\/\//.test(term.value) ? h('a', { href: term.value, rel: 'noopener noreferrer', target: '_blank' }, words) : words);
}

function table(found) {
  const names = found.head.vars;
  const rows = found.results.bindings.slice(0, 2000);
  return h('table', {},
    h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...names.map((name) => cell(row[name]))))));
}

function show(element, words) {
  answer.hidden = false;
  answer.replaceChildren(element);
  byId('status').textContent = words;
}

const asked = (more = {}) => `/sparql?${new URLSearchParams({ query: area.value, ...more })}`;

function offer(formats) {
  byId('downloads').hidden = false;
  byId('downloads').replaceChildren('As ', ...formats.map((format) => h('a', { href: asked({ format }), download: `answer.${format}` }, format.toUpperCase())));
}

async function run() {
  const query = area.value.trim();
  if (!query) return;
  window.history.replaceState(null, '', `/query?${new URLSearchParams({ query: area.value })}`);
  byId('status').textContent = 'Asking …';
  byId('downloads').hidden = true;
  const began = performance.now();
  try {
    const reply = await fetch('/sparql', {
      method: 'POST', body: new URLSearchParams({ query: area.value }), headers: { Accept: 'application/sparql-results+json, text/turtle;q=0.9' },
    });
    const took = `${Math.round(performance.now() - began).toLocaleString('en')} ms`;
    const text = await reply.text();
    if (!reply.ok) { show(h('pre', { class: 'fault' }, text.trim()), ''); return; }
    if (!reply.headers.get('content-type').includes('json')) {
      show(h('pre', {}, text), took);
      offer(['turtle', 'ntriples', 'rdfxml']);
      return;
    }
    const found = JSON.parse(text);
    if ('boolean' in found) { show(h('pre', {}, String(found.boolean)), took); return; }
    const many = found.results.bindings.length;
    show(table(found), `${count(many, 'row')}${many > 2000 ? ', of which the first 2,000 are shown' : ''} · ${took}`);
    offer(['csv', 'tsv', 'json', 'xml']);
  } catch (fault) {
    show(h('pre', { class: 'fault' }, `The server cannot be reached: ${fault.message}`), '');
  }
}

area.value = new URLSearchParams(window.location.search).get('query') ?? FIRST;
const editor = window.queryEditor(byId('editor'), { text: area.value, terms, run, changed: (text) => { area.value = text; } });
area.hidden = true;
ask.addEventListener('submit', (event) => { event.preventDefault(); run(); });
byId('samples').append(...terms.samples.map((sample, number) => h('option', { value: number }, sample.title)));
byId('samples').addEventListener('change', (event) => {
  if (!event.target.value) return;
  editor.set(terms.samples[event.target.value].text);
  run();
});
if (new URLSearchParams(window.location.search).has('query')) run();
