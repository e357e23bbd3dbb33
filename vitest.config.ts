import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    projects: ["apps/*", "packages/*"],
    // More than there are cores: the long tests wait, for heartbeats, deadlines and a storm's minute.
    maxWorkers: 4,
  },
})
