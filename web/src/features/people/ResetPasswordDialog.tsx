import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { MemberView } from '@/api/generated/schema';
import { useBeginPasswordReset } from '@/api/people';
import { AskPassword } from '@/ui/AskPassword';
import { SecretOnce } from '@/ui/SecretOnce';

/** For who has forgotten their password. */
export function ResetPasswordDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const begin = useBeginPasswordReset();
  const [link, setLink] = useState<string | null>(null);
  const make = async (password: string) => {
    const { secret } = await begin.mutateAsync({ userId: member.id, password });
    setLink(`${window.location.origin}/reset-password#${secret}`);
  };

  return link === null ? (
    <AskPassword title={`A new password for ${member.name}`} label="Make the link" onClose={onClose} send={make}>
      You get a link to send to {member.email}. Whoever opens it within an hour sets the password.
    </AskPassword>
  ) : (
    <Modal opened onClose={onClose} title={`A new password for ${member.name}`} size="lg">
      <SecretOnce title={`Send this to ${member.email}`} value={link} what="the link">
        It is good for an hour, and once. It is not shown again.
      </SecretOnce>
    </Modal>
  );
}
