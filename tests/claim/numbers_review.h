// Reviews of four like trials with one claim of a number, and what is said of it.
#pragma once
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "support/paths.h"

namespace numbers_review {

using namespace steelyard;

// Four like trials of high certainty; a benefit where more (or fewer) have the event.
inline Review review(double treated, double control, double n, Better better) {
  Review made;
  made.title = made.slug = "numbers";
  Outcome outcome;
  outcome.id = outcome.name = "event";
  outcome.plain_name = better == Better::higher ? "symptoms went away" : "people died";
  outcome.better = better;
  outcome.time_weeks = 24;
  const double important = better == Better::higher ? 100 : 10;
  outcome.important = {important, important, "panel", false};
  made.outcomes.push_back(outcome);
  AnalysisRequest request;
  request.id = request.outcome = "event";
  request.settings["measure"] = {"RR", {}, ""};
  for (const char* name : {"A", "B", "C", "D"}) {
    Study study;
    study.name = name;
    study.data = {TwoByTwo{treated, n, control, n}};
    request.studies.push_back(study);
  }
  request.certainty = Certainty{};
  request.in_plain = true;
  made.analyses.push_back(request);
  Claim claim;
  claim.id = "C1";
  claim.claimant = "Clinic";
  claim.type = better == Better::higher ? "response_proportion" : "safety_rate";
  claim.asserted_direction = better == Better::higher ? "benefit" : "none";
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.against = "event";
  claim.paraphrase = "A number is given.";
  claim.plain = "The page gives a number.";
  made.claims.push_back(claim);
  return made;
}

inline Review harm() { return review(100, 50, 500, Better::lower); }
inline Review alike() { return review(100, 100, 50000, Better::lower); }
inline Review fewer_deaths() { return review(50, 150, 500, Better::lower); }
inline Review remission() { return review(300, 150, 500, Better::higher); }

inline Review with(Review made, long events, long n) {
  made.claims[0].events = events;
  made.claims[0].n = n;
  return made;
}

inline Review asserting(Review made, const std::string& direction) {
  made.claims[0].asserted_direction = direction;
  return made;
}

inline Appraisal appraised(Review of) { return analyse(std::move(of), std::nullopt).claims.front(); }

inline std::string verdict(Review of) { return std::string(appraised(std::move(of)).verdict); }

inline bool says(Review of, const std::string& audience, const std::string& part) {
  const auto layout = load_template(run::project() / "templates", audience, "en");
  return dump(compose(analyse(std::move(of), std::nullopt), layout)).find(part) != std::string::npos;
}

}  // namespace numbers_review
