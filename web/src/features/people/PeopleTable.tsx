import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIsAdmin } from '@/api/workspace';

/** Members and those who are invited stand below each other, in columns of the same width. */
export function PeopleTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={800}>
      {/* A long address would rather be broken than stand over the next column. */}
      <Table aria-label={label} layout="fixed" verticalSpacing="sm" horizontalSpacing="md" style={{ overflowWrap: 'anywhere' }}>
        <colgroup>
          <col />
          <col style={{ width: 200 }} />
          <col style={{ width: 230 }} />
          {useIsAdmin() && <col style={{ width: 130 }} />}
        </colgroup>
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}
