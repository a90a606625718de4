import './text-editor.css';
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ViewsAnswer } from '../../../engine/api/contract.ts';
import { nonce, WORD_COLOURS } from './looks.ts';
import { SQL_KEYWORDS, sqlLanguage } from './sql-words.ts';

/** A question in SQL as text, with the views and their columns offered. `run` is called for Ctrl-Enter. */
export default function SqlEditor({
  sql,
  setSql,
  run,
  views,
  label,
}: {
  readonly sql: string;
  setSql(sql: string): void;
  run(): void;
  readonly views: ViewsAnswer['views'];
  readonly label: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ sql, setSql, run, views });
  latest.current = { sql, setSql, run, views };
  const runLatest = useCallback(() => {
    latest.current.run();
    return true;
  }, []);
  const extensions = useMemo(
    (): Extension => [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: runLatest }])),
      basicSetup,
      sqlLanguage,
      syntaxHighlighting(WORD_COLOURS),
      autocompletion({ override: [(context) => complete(context, latest.current.views)] }),
      EditorView.cspNonce.of(nonce()),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const typed = update.state.doc.toString();
        if (typed !== latest.current.sql) latest.current.setSql(typed);
      }),
    ],
    [label, runLatest],
  );
  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({ doc: latest.current.sql, extensions }),
    });
    view.current = made;
    return () => made.destroy();
  }, [extensions]);
  useEffect(() => {
    const { current } = view;
    const before = current?.state.doc.toString();
    if (current && before !== sql) current.dispatch({ changes: { from: 0, to: before!.length, insert: sql } });
  }, [sql]);
  return <div ref={host} className="text-editor" />;
}

/** Views where one begins to write, their columns, and the words of the language. */
function complete(context: CompletionContext, views: ViewsAnswer['views']): CompletionResult | null {
  const word = context.matchBefore(/[\w.]+$/);
  if (!word && !context.explicit) return null;
  const columns = new Map(
    views.flatMap((view) => view.columns.map(({ name, type }) => [name, { type, view: view.name }] as const)),
  );
  const from = word ? word.from + (word.text.startsWith('results.') ? 0 : word.text.lastIndexOf('.') + 1) : context.pos;
  return {
    from,
    options: [
      ...views.map(({ name }) => ({ label: `results.${name}`, type: 'class' })),
      ...Array.from(columns, ([label, { type, view }]) => ({ label, detail: type, info: view, type: 'property' })),
      ...SQL_KEYWORDS.map((label) => ({ label, type: 'keyword' })),
    ],
    validFor: /^[\w.]*$/,
  };
}
