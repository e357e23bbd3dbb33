import { Dashboard } from "@zmqscope/page-object"
import { startNginx, startZmqscope } from "@zmqscope/testkit"
import { expect, test } from "../fixtures.js"

test("the page lives behind a proxy, below a prefix", async ({ page }) => {
  await using nginx = await startNginx()
  const publicUrl = `${nginx.url}/tools/zmq/`
  await using zmqscope = await startZmqscope({ args: ["--public-url", publicUrl] })
  await nginx.serve(`
    location /tools/zmq/ {
      proxy_pass ${zmqscope.url}/;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }`)
  const dashboard = new Dashboard(page)
  await dashboard.open(publicUrl)
  await dashboard.spawnWorkers(1)
  await dashboard.expectCount("worker", 4)
  await page.close()
})

test.describe("behind a proxy that passes no WebSockets", () => {
  test.use({ expectedComplaints: [/WebSocket|426/] })

  test("the page says so", async ({ page }) => {
    await using nginx = await startNginx()
    await using zmqscope = await startZmqscope({ args: ["--public-url", nginx.url] })
    await nginx.serve(`
      location / { proxy_pass ${zmqscope.url}; proxy_set_header Host $http_host; }`)
    await page.goto(nginx.url)
    const status = new Dashboard(page).badge.getByRole("status")
    await expect(status).toContainText("passes no WebSockets")
    await page.close()
  })
})
