import type { APIRequestContext, Page } from 'playwright-core';
import type { Pintle } from './pintle';

/** The administrator. */
export const ada = { name: 'Ada', email: 'ada@shop.example', password: 'a long enough password' };

/** A workspace whose administrator the page's browser is logged in as. */
export type TestWorkspace = {
  home: string;
  api: string;
  make: (kind: string, body: object) => Promise<{ id: string }>;
  logInAsViewer: (page: Page) => Promise<void>;
};

/** Sets up the first administrator and the workspace. */
export async function setUpWorkspace(page: Page, pintle: Pintle): Promise<TestWorkspace> {
  const request = page.context().request;
  const first = (await post(request, `${pintle.url}/api/v1/setup`, { token: pintle.setUpToken, ...ada, workspaceName: 'Shop' })) as { workspaces: { id: string }[] };
  const id = first.workspaces[0]?.id ?? '';
  const api = `${pintle.url}/api/v1/workspaces/${id}`;
  return {
    home: `${pintle.url}/w/${id}`,
    api,
    make: async (kind, body) => (await post(request, `${api}/${kind}`, body)) as { id: string },
    logInAsViewer: async (viewer) => {
      const invitation = (await post(request, `${api}/invitations`, { email: 'vera@shop.example', role: 'viewer' })) as { secret: string };
      await post(viewer.context().request, `${pintle.url}/api/v1/invitations/accept`, { secret: invitation.secret, name: 'Vera', password: ada.password });
    },
  };
}

async function post(request: APIRequestContext, url: string, body: object): Promise<unknown> {
  const answer = await request.post(url, { data: body });
  if (!answer.ok()) {
    throw new Error(`${url} answered ${answer.status()}: ${await answer.text()}`);
  }

  return answer.json();
}
