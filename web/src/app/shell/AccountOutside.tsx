import { Link } from '@tanstack/react-router';
import { AccountScreen } from '@/features/account/AccountScreen';
import { PersonMenu } from './PersonMenu';
import classes from './Shell.module.css';

/** The account of who is a member of no workspace: there is no navigation to show, but the way out. */
export function AccountOutside() {
  return (
    <div className={classes.shell} data-outside>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <img src="/favicon.svg" alt="" width={24} height={24} />
          Pintle
        </Link>
        <PersonMenu />
      </header>
      <main className={classes.content}>
        <AccountScreen />
      </main>
    </div>
  );
}
