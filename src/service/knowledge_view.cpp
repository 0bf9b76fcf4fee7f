#include "service/views.h"

namespace genu {

Json knowledge_json(const Knowledge& knowledge) {
  constexpr const char* bands[] = {"under_30", "thirty_to_49", "fifty_plus"};
  Json causes = Json::array(), findings = Json::array(), contributors = Json::array(), sources = Json::object();
  for (const Cause& cause : knowledge.data().causes) {
    Json prior = Json::object();
    for (std::size_t band = 0; band < age_band_count; ++band)
      prior[bands[band]] = {
          {"p", cause.prior[band].value}, {"low", cause.prior[band].low}, {"high", cause.prior[band].high}};
    causes.push_back({{"id", cause.id},
                      {"name", cause.name},
                      {"lay_name", cause.lay_name},
                      {"definition", cause.definition},
                      {"urgency", name_of(cause.urgency)},
                      {"prior", std::move(prior)},
                      {"basis", name_of(cause.prior.front().basis)},
                      {"reasoning", cause.prior.front().reasoning},
                      {"source", source_ids(knowledge, cause.prior.front().sources)}});
  }
  for (const Finding& finding : knowledge.data().findings)
    findings.push_back({{"id", finding.id},
                        {"question", finding.question},
                        {"why", finding.why},
                        {"who", name_of(finding.who)},
                        {"kind", name_of(finding.kind)},
                        {"help", finding.help}});
  for (const Contributor& contributor : knowledge.data().contributors)
    contributors.push_back({{"id", contributor.id},
                            {"name", contributor.name},
                            {"lay_name", contributor.lay_name},
                            {"verdict", contributor.verdict},
                            {"advice", contributor.advice}});
  for (const Source& source : knowledge.data().sources)
    sources[source.id] = {{"citation", source.citation()}, {"url", source.address()}, {"seen", source.seen}};
  return {{"version", knowledge.version()},
          {"sha256", knowledge.sha256()},
          {"causes", std::move(causes)},
          {"findings", std::move(findings)},
          {"contributors", std::move(contributors)},
          {"sources", std::move(sources)}};
}

}  // namespace genu
