// The editor of queries: SPARQL in colours, and completion of prefixes, relations, classes, variables and keywords.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const KEYWORDS = ('SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS ORDER BY GROUP HAVING LIMIT OFFSET ASC DESC '
  + 'CONSTRUCT DESCRIBE ASK PREFIX BASE FROM NAMED EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND '
  + 'IF COALESCE REGEX CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER CONCAT SUBSTR STRLEN LCASE UCASE REPLACE YEAR MONTH DAY NOW').split(' ');

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--ink)' },
  { tag: [tags.string, tags.number], color: 'var(--word)' },
  { tag: [tags.atom, tags.meta], color: 'var(--term)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.operator, tags.bracket], color: 'var(--soft)' },
]);

const theme = EditorView.theme({
  '&': { border: '1px solid var(--rule)', borderRadius: '12px', background: 'var(--paper)', color: 'var(--ink)', fontSize: '14px', overflow: 'hidden' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace', lineHeight: '1.6', minHeight: '200px', maxHeight: '60vh' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { background: 'transparent', color: 'var(--faint)', border: '0', paddingLeft: '8px' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--object)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'var(--subject)' },
  '.cm-tooltip': { background: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--rule)', borderRadius: '10px', boxShadow: 'var(--shade)', overflow: 'hidden' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--hover)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--faint)', fontStyle: 'normal', marginLeft: '12px' },
});

function completions(terms) {
  const options = [
    ...KEYWORDS.map((label) => ({ label, type: 'keyword' })),
    ...terms.relations.map(({ id, label }) => ({ label: id, detail: label, type: 'property', boost: 2 })),
    ...terms.classes.map((label) => ({ label, type: 'class', boost: 1 })),
    ...terms.vocabulary.map((label) => ({ label, type: 'constant' })),
    ...Object.entries(terms.prefixes).map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: 'namespace' })),
  ];
  return (context) => {
    const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    if (/^[?$]/.test(word.text)) {
      const known = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      known.delete(word.text);
      return { from: word.from, options: [...known].map((label) => ({ label, type: 'variable' })), validFor: /^[?$]\w*$/ };
    }
    return { from: word.from, options, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}

// Chrome gives text that is typed over coloured text a style of its own, which the page's policy forbids: it is put in here.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    if (event.inputType !== 'insertText' || !event.data || from === to) return false;
    event.preventDefault();
    const plain = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, event.data, plain))) view.dispatch(plain());
    return true;
  },
});

// Put an editor into an element; `run` is called on Ctrl-Enter, `changed` with the text whenever it changes.
window.queryEditor = (parent, { text, terms, run, changed }) => {
  const root = parent.attachShadow({ mode: 'open' }); // its styles need no place in the page's own policy
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(),
        indentUnit.of('  '), StreamLanguage.define(sparql), syntaxHighlighting(colours), theme, typedOver, EditorView.lineWrapping,
        autocompletion({ override: [completions(terms)], icons: false }),
        EditorView.contentAttributes.of({ 'aria-label': 'SPARQL query' }),
        keymap.of([
          { key: 'Mod-Enter', run: () => { run(); return true; } },
          ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => { if (update.docChanged) changed(view.state.doc.toString()); }),
      ],
    }),
  });
  return { set: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }), focus: () => view.focus() };
};
