import './text-editor.css';
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useDebouncedValue } from '@mantine/hooks';
import { replaceEqualDeep } from '@tanstack/react-query';
import { basicSetup } from 'codemirror';
import { useEffect, useMemo, useRef } from 'react';
import type { FormProblem } from '../schema-form/contract.ts';
import { nonce, WORD_COLOURS } from './looks.ts';
import { type Mark, marksOf } from './marks.ts';
import { spotAt } from './spot.ts';
import { type TextLanguage, wordsAt } from './words-at.ts';

const MARK_AFTER_MS = 300;

/**
 * A definition as text: colours, completion from the catalog, and problems in their line. It and the form are two views
 * of one draft; a change from the form moves neither the cursor nor the undo history away.
 */
export default function TextEditor({
  text,
  setText,
  problems,
  language,
  label,
  isReadOnly,
}: {
  readonly text: string;
  setText(text: string): void;
  readonly problems: readonly FormProblem[];
  readonly language: TextLanguage;
  readonly label: string;
  readonly isReadOnly: boolean;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ text, setText, language });
  latest.current = { text, setText, language };
  const extensions = useMemo(
    (): Extension => [
      basicSetup,
      yaml(),
      syntaxHighlighting(WORD_COLOURS),
      lintGutter(),
      autocompletion({ override: [(context) => complete(context, latest.current.language)] }),
      EditorView.cspNonce.of(nonce()),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorState.readOnly.of(isReadOnly),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const typed = update.state.doc.toString();
        if (typed !== latest.current.text) latest.current.setText(typed);
      }),
    ],
    [label, isReadOnly],
  );
  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({ doc: latest.current.text, extensions }),
    });
    view.current = made;
    return () => made.destroy();
  }, [extensions]);
  useEffect(() => {
    const change = view.current && changeTo(view.current.state.doc.toString(), text);
    if (change) view.current!.dispatch({ changes: change });
  }, [text]);
  const marks = useMarks(text, problems);
  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const known = marks.filter(({ to }) => to <= current.state.doc.length);
    current.dispatch(
      setDiagnostics(
        current.state,
        known.map(({ from, to, said }) => ({ from, to, message: said, severity: 'error' as const })),
      ),
    );
  }, [marks]);
  return <div ref={host} className="text-editor" />;
}

/** What is wrong, where: found when the keys rest, as a whole text is read for it. The editor moves the marks along. */
function useMarks(text: string, problems: readonly FormProblem[]): readonly Mark[] {
  const [shown] = useDebouncedValue(text, MARK_AFTER_MS);
  const before = useRef<readonly Mark[]>([]);
  return useMemo(() => {
    before.current = replaceEqualDeep(before.current, marksOf(shown, problems));
    return before.current;
  }, [shown, problems]);
}

/** The smallest change from one text to another; undefined: they are the same. */
function changeTo(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - from;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

function complete(context: CompletionContext, language: TextLanguage): CompletionResult | null {
  const word = context.matchBefore(/[\w.*/-]+$/);
  if (!word && !context.explicit) return null;
  const spot = spotAt(context.state.doc.toString(), context.pos);
  if (!spot) return null;
  const { keys, values } = wordsAt(spot.path, language);
  const words = spot.writes === 'key' ? keys.filter(({ text }) => !spot.keys.includes(text)) : values;
  // A mapping that is not begun yet is written like a value: its keys can stand there too.
  const offered = spot.writes === 'value' ? [...words, ...keys] : words;
  if (offered.length === 0) return null;
  return {
    from: spot.from,
    options: offered.map(({ text, title, about }) => ({
      label: text,
      detail: title,
      ...(about !== undefined && { info: about }),
      apply: text,
      type: keys.some((one) => one.text === text) ? 'property' : 'constant',
    })),
    validFor: /^[\w.*/-]*$/,
  };
}
