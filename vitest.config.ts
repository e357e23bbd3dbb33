import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

/** They take up to a minute by their nature, most of it waiting; everything else runs beside them. */
const LONGEST = /\/test\/(storm|stuck|stuck-viewer|hung|simulator-link|zmtp\/floods)\.test\.ts$/

/** Vitest goes by the names of projects, so that the longest files would begin when most are done. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId)
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}

export default defineConfig({
  test: {
    // The broker's tests run against both engines: vitest knows no projects within a project.
    projects: ["apps/*", "packages/*", "packages/broker/vitest.libzmq.config.ts"],
    // More than there are cores: the long tests wait, for heartbeats, deadlines and a storm's minute.
    maxWorkers: 6,
    sequence: { sequencer: LongestFirst },
  },
})
