import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountChoicesQuery } from '@/api/destinations';
import { useWorkspaceId } from '@/api/workspace';
import { elementId } from '@/forms/problems';

type Props = { type: string; value: string | null; onChange: (id: string | null) => void; problem?: string | undefined; isReadOnly?: boolean };

/** The account at the vendor that a destination delivers through; nothing, for kinds that need none. */
export function AccountChoice({ type, value, onChange, problem, isReadOnly = false }: Props) {
  const { data } = useQuery(accountChoicesQuery(useWorkspaceId(), type));
  if (!data?.isUsed && value === null) {
    return null;
  }

  const accounts = data?.accounts ?? [];
  return (
    <Select
      id={elementId('accountId')}
      label="Account at the vendor"
      description="It was connected with OAuth. Without one, the settings hold the credentials."
      placeholder={accounts.length === 0 ? 'No account is connected yet' : 'None'}
      data={accounts.map((account) => ({ value: account.id, label: account.needsReconnecting ? `${account.name} (must be connected again)` : account.name }))}
      value={value}
      onChange={onChange}
      clearable={!isReadOnly}
      disabled={isReadOnly || (accounts.length === 0 && value === null)}
      error={problem}
      maw={420}
    />
  );
}
