import type { HandedMessage } from '../app/contract.ts';
import type { Survey } from '../protocol.ts';

const MOST_CHARS = 500;

/**
 * Draws what a question is answered with, and hands the answer over. Native controls alone: a keyboard, a screen reader
 * and a strict content policy find what they know.
 */
export function drawSurvey(survey: Survey, send: string, answered: HandedMessage['answered']): HTMLElement {
  const form = document.createElement('form');
  const fields = document.createElement('fieldset');
  // The title is the question: it names the group, and the one field of a free text.
  fields.setAttribute('aria-labelledby', 'title');
  fields.className = survey.kind;
  if (survey.kind === 'text') fields.append(textArea());
  else fields.append(...choicesOf(survey).map(radio));
  const button = document.createElement('button');
  button.className = 'send';
  button.textContent = send;
  form.append(fields, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = new FormData(form).get('answer');
    if (typeof given !== 'string' || given.trim() === '') return;
    answered(survey.kind === 'rating' ? Number(given) : given);
  });
  return form;
}

function choicesOf(survey: Exclude<Survey, { readonly kind: 'text' }>): readonly string[] {
  if (survey.kind === 'choice') return survey.choices;
  return Array.from({ length: survey.most }, (_, i) => String(i + 1));
}

function radio(choice: string): HTMLElement {
  const label = document.createElement('label');
  const input = document.createElement('input');
  Object.assign(input, { type: 'radio', name: 'answer', value: choice, required: true });
  label.append(input, choice);
  return label;
}

function textArea(): HTMLElement {
  const area = document.createElement('textarea');
  Object.assign(area, { name: 'answer', required: true, maxLength: MOST_CHARS, rows: 3 });
  area.setAttribute('aria-labelledby', 'title');
  return area;
}
