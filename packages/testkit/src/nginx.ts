import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { eventually } from "./eventually.js"

/** A real nginx, on a port of its own. Disposing ends it. */
export interface Nginx extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** Puts directives into its one `server` block, and resolves when they are in force. */
  serve(directives: string): Promise<void>
}

/** Where Debian installs it, which is not on everybody's PATH. */
const COMMANDS = ["nginx", "/usr/sbin/nginx"]
const ATTEMPTS = 5

/** Starts an nginx that serves nothing yet. Throws when there is none on this machine. */
export async function startNginx(): Promise<Nginx> {
  const command = COMMANDS.find((name) => spawnSync(name, ["-v"]).status === 0)
  if (command === undefined) {
    throw new Error("No nginx was found: `apt-get install nginx-light`, or put one on the PATH.")
  }
  for (let attempt = 1; ; attempt += 1) {
    const nginx = await tryStart(command, await freePort())
    if (typeof nginx !== "string") return nginx
    if (attempt === ATTEMPTS) throw new Error(`nginx did not start: ${nginx}`)
  }
}

/** Gives what it said when it did not start: somebody else may have taken the port since. */
async function tryStart(command: string, port: number): Promise<Nginx | string> {
  const directory = mkdtempSync(join(tmpdir(), "nginx-"))
  const url = `http://127.0.0.1:${port}`
  let generation = 0
  const write = (directives: string): void => {
    generation += 1
    writeFileSync(join(directory, "nginx.conf"), configuration(port, generation, directives))
  }
  let worker = 0
  /** A worker that goes still takes connections, until it has been told to: nobody may be left of them. */
  const isInForce = async (): Promise<boolean> => {
    const [told, pid] = (await (await fetch(`${url}/generation`)).text()).split(" ").map(Number)
    if (told !== generation || pid === undefined) return false
    if (pid !== worker && isRunning(worker)) return false
    worker = pid
    return true
  }
  write("")
  const args = ["-p", directory, "-c", "nginx.conf", "-e", "stderr"]
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] })
  const said = collect(child)
  const exited = once(child, "close")
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  const isUp = eventually(isInForce, "nginx answers").then(() => "up" as const)
  if ((await Promise.race([isUp, exited])) !== "up") {
    isUp.catch(() => {})
    remove()
    return said()
  }
  return {
    url,
    async serve(directives) {
      write(directives)
      child.kill("SIGHUP")
      const inForce = eventually(isInForce, "nginx has read its configuration anew")
      await inForce.catch((error: unknown) => {
        throw new Error(`nginx refuses its configuration: ${said()}`, { cause: error })
      })
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM")
      await exited
      remove()
    },
  }
}

function configuration(port: number, generation: number, directives: string): string {
  // Started by root it would drop to a user who may not write into the directory.
  const user = process.getuid?.() === 0 ? "user root;" : ""
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${kind};`)
    .join(" ")
  return `${user} daemon off; worker_processes 1; pid nginx.pid; error_log stderr;
events { worker_connections 256; }
http {
  access_log off; ${temporary}
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${port};
    location = /generation { return 200 "${generation} $pid"; }
    ${directives}
  }
}
`
}

/** `pid` 0: nobody yet. */
function isRunning(pid: number): boolean {
  if (pid === 0) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

function collect({ stderr }: ChildProcess): () => string {
  let text = ""
  stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4096)
  })
  return () => text
}
