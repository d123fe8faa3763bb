import { Notifications, useNotifications } from '@mantine/notifications';
import { useState } from 'react';

/** What has been told to the person: there from the first of it on. (Not loaded then: it may tell that the server is away.) */
export function Toasts() {
  const isTold = useNotifications().notifications.length > 0;
  const [wasTold, setWasTold] = useState(false);
  if (isTold && !wasTold) {
    setWasTold(true);
  }

  return isTold || wasTold ? <Notifications position="bottom-right" /> : null;
}
