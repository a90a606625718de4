import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { boardsQuery } from '../../queries/boards.ts';
import { sessionQuery } from '../../queries/session.ts';
import { ResultsPage } from '../results/results-page.tsx';
import { BoardList } from './board-list.tsx';
import { OneBoard } from './one-board.tsx';

/** Boards: one where the address names it, else those there are. */
export function BoardsPage() {
  const t = useTranslations('boards');
  const { board } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const query = useQuery(boardsQuery);
  const { data: session } = useQuery(sessionQuery);
  const mayEdit = session?.may.includes('ask') ?? false;
  const found = query.data?.boards.find(({ id }) => id === board);
  if (found) return <OneBoard key={found.id} kept={found} mayEdit={mayEdit} />;
  return (
    <ResultsPage tab="boards">
      <FourStates query={query}>
        {({ boards }) => (
          <>
            {board !== undefined && <Empty title={t('gone', { board })} />}
            <BoardList boards={boards} mayEdit={mayEdit} />
          </>
        )}
      </FourStates>
    </ResultsPage>
  );
}
