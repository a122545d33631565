// Names of the picture, as they are typed.
const plain = (text) => text.slice(0, 400).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
function names() {
  const hidden = folded();
  const own = new Set(hidden.map((node) => node.label)); // a folded name is found itself, and not its group
  const some = [...picture.nodes.filter((node) => node.root !== 'Value'), ...hidden];
  return some.map((node) => ({ node, words: [node.label, ...(node.root === 'Group' ? node.aliases.filter((name) => !own.has(name)) : node.aliases)].map(plain) }));
}

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
const given = () => keep(JSON.parse(byId('picture').textContent));
