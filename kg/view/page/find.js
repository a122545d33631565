// Names of the picture, as they are typed.
const plain = (text) => text.slice(0, 400).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const names = () => picture.nodes.filter((node) => node.root !== 'Value').map((node) => ({ node, words: [node.label, ...node.aliases].map(plain) }));

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
  return names().map(({ node, words }) => ({ node, score: quality(words, wanted) })).filter(({ score }) => score < 9)
    .sort((one, other) => one.score - other.score || one.node.rank - other.node.rank).slice(0, 8).map(({ node }) => ({ key: node.id, label: node.label, type: node.type, root: node.root }));
}

searchBox(byId('find'), byId('found'), matches, (one) => go('node', one.key));

// The picture stands in the page itself.
const given = () => JSON.parse(byId('picture').textContent);
