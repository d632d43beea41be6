import { expect, test } from './lab-app.ts';
import { smallestText } from './type-size.ts';

test('a lesson is presented in type that is read from the back of a room', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  await page.keyboard.press('Control+3');
  await page.locator('[data-lesson=who-calls-whom] h3 button').press('Enter');
  await page.getByTestId('lesson').waitFor();
  await page.keyboard.press('F11');
  const presenting = page.getByTestId('presenting');
  await expect(presenting).toContainText('Four parties');
  await expect(presenting).toContainText('Which driver calls NdisAllocateSharedMemory?');
  expect(await smallestText(app, presenting)).toBeGreaterThanOrEqual(22);
  await page.keyboard.press('Escape');
  await expect(presenting).toBeHidden();
});
