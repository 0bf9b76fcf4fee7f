-- Load on POST /api/assess, for wrk (see docs: bench/README.md, "Assessments over HTTP"):
--   wrk -t2 -c16 -d15s --latency -s bench/http/wrk_assess.lua http://127.0.0.1:8080/api/assess
-- Sends the case below, or the JSON file named after "--".

-- examples/pes_anserine_runner.yaml as JSON.
local case = [[
{"runner": {"age": 44, "sex": "female", "height_cm": 166, "weight_kg": 70, "painful_knee": "right", "onset": "2026-10-27"},
 "findings": {"q_onset": "onset_gradual", "duration_weeks": 4, "q_zone": ["loc_pes_zone"], "prov_press_pes": "yes",
  "prov_press_bone": "no", "prov_knees_touch_bed": "yes", "prov_resisted_bend": "yes", "prov_stairs": "yes",
  "prov_sit_to_stand": "yes", "swelling_local_pes": "yes", "growing_lump": "no", "hill_running_recent": "yes",
  "load_jump_recent": "no", "prov_level_walking": "no", "fn_limp": "no", "rest_pain": "no", "night_pain_wakes": "no",
  "swelling_noticed": "no", "fever_chills": "no"}}]]

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  failures = 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-Genu"] = "1"
  wrk.body = case
  if arguments[1] then
    local file = assert(io.open(arguments[1]))
    wrk.body = file:read("*a")
    file:close()
  end
end

function response(status)
  if status ~= 200 then failures = failures + 1 end
end

-- A figure counts only when every answer was a 200: a refusal is quick, too.
function done(summary, latency)
  local failed = 0
  for _, thread in ipairs(threads) do failed = failed + thread:get("failures") end
  io.write(string.format("assessments_per_s %.0f\n", summary.requests / summary.duration * 1e6))
  io.write(string.format("latency_p50_ms %.2f\n", latency:percentile(50) / 1000))
  io.write(string.format("latency_p99_ms %.2f\n", latency:percentile(99) / 1000))
  io.write(string.format("answers_not_200 %d\n", failed))
end
