import { createContext, useContext } from 'react';
import type { Input, InputProps } from './contract.ts';

/** How a part of a form is drawn; the form gives it, so that lists and mappings need not know all inputs. */
export const DrawContext = createContext<Input>(() => null);

/** Draws a member of a list or mapping. */
export function MemberInput(props: InputProps) {
  const Draw = useContext(DrawContext);
  return <Draw {...props} />;
}
