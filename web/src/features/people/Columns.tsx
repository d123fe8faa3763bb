import { useIsAdmin } from '@/api/workspace';

/** How wide the columns of people are: members and those who are invited stand below each other. */
export function Columns() {
  return (
    <colgroup>
      <col />
      <col style={{ width: 200 }} />
      <col style={{ width: 230 }} />
      {useIsAdmin() && <col style={{ width: 130 }} />}
    </colgroup>
  );
}
