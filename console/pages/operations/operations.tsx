import { useQuery } from '@tanstack/react-query';
import { FourStates } from '../../parts/four-states.tsx';
import { stateQuery } from '../../queries/operations.ts';
import { ChannelsTable } from './channels-table.tsx';
import { FlowLine } from './flow-line.tsx';
import { OperationsPage } from './operations-page.tsx';
import { StoresAndEngines } from './stores-and-engines.tsx';

/** What an operator looks at in the night: whether messages flow, and what is in the way. */
export function Operations() {
  const query = useQuery(stateQuery);
  return (
    <OperationsPage tab="overview">
      <FourStates query={query}>
        {(state) => (
          <>
            <FlowLine state={state} />
            <ChannelsTable channels={state.channels} now={state.at} />
            <StoresAndEngines state={state} />
          </>
        )}
      </FourStates>
    </OperationsPage>
  );
}
