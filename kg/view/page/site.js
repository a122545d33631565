// What all pages of the server do: find names in the whole graph, and tie an article's sentences to the list beside it.
async function everywhere(text) {
  try {
    const answer = await fetch(`/search?${new URLSearchParams({ q: text, format: 'json', most: 8 })}`);
    return answer.ok ? (await answer.json()).found : [];
  } catch {
    return []; // the server is gone: nothing is found
  }
}

function enterSite() {
  searchBox(byId('find'), byId('found'), everywhere, (one) => { window.location.href = one.page; });
  const notes = [...document.querySelectorAll('.said [data-sentence]')];
  if (!notes.length) return;
  const mark = () => {
    const anchor = decodeURIComponent(window.location.hash.slice(1));
    const said = byId('said')?.closest('[data-sentence]');
    const at = anchor === 'said' && said ? said.dataset.sentence : within(anchor);
    for (const one of document.querySelectorAll('[data-sentence]')) one.classList.toggle('on', one.dataset.sentence === at);
    notes.find((one) => one.dataset.sentence === at)?.scrollIntoView({ block: 'nearest' });
    if (at && at !== anchor && anchor !== 'said') byId(at)?.scrollIntoView({ block: 'center' });
  };
  document.querySelector('.text').addEventListener('click', (event) => {
    const sentence = event.target.closest('[data-sentence]');
    if (sentence && !event.target.closest('a') && !String(window.getSelection())) window.location.hash = sentence.dataset.sentence;
  });
  window.addEventListener('hashchange', mark);
  mark();
}

// An address may name any range of the text: the sentence that holds it is marked.
function within(anchor) {
  const [, start, end] = /^char=(\d+),(\d+)/.exec(anchor) ?? [];
  if (start === undefined) return '';
  const spans = [...document.querySelectorAll('.text [id^="char="]')];
  return spans.map((one) => one.id).find((id) => {
    const [, first, last] = /^char=(\d+),(\d+)/.exec(id);
    return Number(first) <= Number(start) && Number(end) <= Number(last);
  }) ?? '';
}

if (!byId('stage')) enterSite();
