/// A published claim, and the people under standard care that it is set beside.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "steelyard/base/date.h"
#include "steelyard/base/notice.h"
#include "steelyard/study/checklist_item.h"
#include "steelyard/study/match.h"
#include "steelyard/study/study.h"

namespace steelyard {

/// Arms under standard care in other trials: what people show without the claimed treatment. Or,
/// where `treated`, other reports of treated people: what is usually claimed.
struct Scenario {
  std::string id;
  std::string label;        ///< "active lupus nephritis, standard drugs, full or part response"
  std::string plain_label;  ///< "kidney lupus, usual drugs"
  Match outcome = Match::unknown, population = Match::unknown, time = Match::unknown;
  std::string reason;  ///< why these arms, and why these matches
  std::optional<double> time_weeks;
  std::optional<Date> chosen;  ///< when the arms were chosen; "post hoc" is printed without it
  std::string data;            ///< file name of the table
  std::vector<Study> studies;  ///< its rows: one group, or two of which the control arm is taken
  /// A published pooled share whose trials cannot be seen: shown over a grid, never decides.
  std::optional<double> published_percent;
  bool treated = false;  ///< treated people, mostly without control groups: shown, never decides
  std::string source;
  Place where;
};

/// What a claim of fact is compared with.
struct FactSource {
  double estimate = 0, low = 0, high = 0;
  std::string source;
};

/// What a person put beside a suggestion about one claim; it never hides the suggestion.
struct Override {
  std::string field;  ///< an item of the checklist, "blinding", or a domain, "imprecision"
  std::string from, to;  ///< an answer, "not applicable", or levels, "-1"
  std::string reason, role;
  std::optional<Date> date;
  Place where;
};

/// A published claim, field by field as in the claim record; absent fields stay absent.
struct Claim {
  std::string id, bundle, claimant, claimant_type, commercial_interest, url, language, paraphrase;
  std::optional<Date> date_published, date_seen;
  std::string snapshot_sha256;
  std::string snapshot;  ///< file of the stored copy in the review folder; it need not be there
  std::string extracted_by_role, checked_by_role;  ///< roles, never names; both sign the verdict
  std::string type, asserted_direction, asserted_size, attribution;
  std::string population, intervention, comparator_stated, comparator_text, outcome_text;
  std::string add_on;  ///< "add_on", "replacement", "unclear"; empty if not recorded
  bool outcome_defined = false;
  std::string assessor;
  std::optional<double> time_point_weeks;
  std::optional<long> events, n, n_followed, n_started;
  bool completers = false;   ///< n and events are of those who stayed; who began is n_started, if that is known
  std::string percent_text;  ///< as printed, so that trailing zeros survive; without the sign
  bool approx = false;
  std::string bound;  ///< "at_most", "at_least": the number is a limit; empty: it is the number itself
  /// The share of people with the result over that without the treatment: "twice as likely" is 2.
  std::optional<double> ratio;
  std::string design_claimed;
  bool source_named = false;
  std::string source_ref;
  std::string ae_scope;  ///< of a safety claim: "any" or "attributed"; empty if not known
  std::optional<double> background_percent;  ///< the same event without the treatment
  std::string background_source;
  std::optional<double> stated_value;  ///< of a fact: 5 million
  std::optional<FactSource> fact;
  std::string against;                 ///< id of the analysis it is set against; empty if none
  std::vector<std::string> scenarios;  ///< ids
  std::string pending;  ///< why the evidence is not extracted yet; the verdict then waits
  std::vector<JudgedItem> judged;  ///< items of the fairness checklist that a person answered
  std::vector<Override> overrides;  ///< those of the checklist stand in `judged` too
  CitationAudit citations;         ///< of the references that are offered for the claim
  /// What the claim speaks of and what its page is about: short names or codes, compared as they are.
  std::string disease, page_disease;
  std::string product_source, dose;      ///< parts of the treatment's name
  std::optional<double> promised_weeks;  ///< how long the effect is said to last
  std::string study;                     ///< the same word in claims about the same study
  std::string n_explained;               ///< why its group differs from that of other claims
  std::string reply;     ///< of the claimant, or that none was offered
  std::string plain;     ///< the claim in words for a patient
  std::vector<std::string> unknowns;  ///< "what we do not know" in plain words, reviewer's choice
  Place where;
};

}  // namespace steelyard
