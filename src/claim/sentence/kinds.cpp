// The type of a claim, and what it leaves open.
#include <algorithm>
#include <cmath>

#include "claim/sentence/reader.h"
#include "claim/sentence/signs.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

// Two decimals, three of small ratios.
std::string ratio_shown(double ratio) {
  const double places = ratio < 0.1 ? 1000 : 100;
  return shortest(std::round(ratio * places) / places);
}

// "treatment-related", "attributed to the infusion": fewer than all that happened.
// Source: the project's claim specification, sections 3.10 and 4.5
bool counts_attributed(std::string_view sentence) {
  const std::string text = lower_case(sentence);
  for (const char* cause : {"treatment", "drug", "therapy", "infusion", "transplant", "transplantation", "cell",
                            "vaccine", "medication"})
    for (const char* joined : {"-related", " related"})
      if (text.find(std::string(cause) + joined) != std::string::npos) return true;
  for (const char* words : {"related to the", "related to treatment", "attributed to", "attributable to"})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

// Those who left are not in the group that is counted.
constexpr PhraseTable stayed(
    "who completed, who finished, that completed, who did not drop out, who did not leave, who did not withdraw, "
    "who were followed, who had been followed, who have been followed, who could be followed, who were still followed, "
    "who remained in, who remained on, who stayed in, who stayed on, who were evaluated, who could be evaluated, "
    "who attended, who returned, who came back for, who turned up, who showed up, who were seen, who were reviewed, "
    "who were reached, who could be reached, who were traced, who could be traced, who were still seen, who were contacted, who were examined, "
    "who could be examined, who were assessed, who could be assessed, who answered, who replied, who had follow up, "
    "still followed, still being followed, still in follow up, still in study, still in trial, still on treatment, "
    "still under treatment, still taking part, still under observation, still attending, "
    "patients followed, people followed, participants followed, subjects followed, "
    "those followed, women followed, men followed, children followed, patients seen at, people seen at, those seen at, "
    "patients remaining, people remaining, remaining patients, remaining people, remaining participants, "
    "patients reviewed, patients evaluated, patients assessed, patients examined, patients attending, "
    "those evaluated, those assessed, those examined, those reviewed, those attending, those remaining, those reached, "
    "with follow up, with complete follow up, with completed follow up, with available data, "
    "with data available, with data at, with complete data, reached follow up, "
    "available for follow up, available at, seen at follow up, evaluable patients, evaluable people, "
    "evaluable participants, assessable patients, per protocol, completers, finishers");

}  // namespace

bool Reader::speaks_of_duration() const {
  // "The benefits last for two years"; not "at the last visit", "the last treated".
  for (std::size_t i = 1; i < tokens_.size(); ++i)
    if (word(i) == "last" &&
        !is_one_of(word(i - 1), {"the", "at", "their", "our", "his", "her", "its", "my", "in", "over", "during", "a",
                                 "was", "were", "since", "within"}))
      return true;
  return has({"lasts", "lasted", "lasting", "still", "sustained", "maintained", "remain",
              "remained", "remains", "persist", "persisted", "permanent", "permanently", "durable",
              "ongoing", "longlasting"}) ||
         has_pair("long", {"term"});
}

// "no severe reactions", "without infections", "nobody died": without a share beside it.
bool Reader::denies_event() const {
  return denies_harm(tokens_) || std::ranges::any_of(events_, [](const Event& event) {
           return event.denied && (event.topic == EventTopic::harm || event.topic == EventTopic::illness);
         });
}

void Reader::take_kind(const Numbers& numbers) {
  Claim& claim = reading_.claim;
  const bool compares = comparison_ < tokens_.size();
  const bool lasts = speaks_of_duration();
  claim.asserted_direction = "benefit";
  claim.asserted_size = has_share_ ? "number_given"
                        : has({"significant", "significantly", "dramatic", "dramatically", "huge",
                               "remarkable", "major", "greatly", "far"})
                            ? "important"
                            : "any";
  claim.comparator_stated = "none";
  claim.outcome_defined = outcome_is_defined();
  claim.source_named = names_source();
  if (has({"randomised", "randomized", "placebo"})) claim.design_claimed = "randomised";
  if (compares) set_comparator();
  if (compares && (refuse_nothing_better() || refuse_comparison())) return;
  constexpr long story = 3;  // people: specification, section 4.3 (G2)
  const bool many = (claim.n && *claim.n > story) || (claim.events && *claim.events > story);
  const bool few = numbers.lone_events && !claim.n && !many && reading_.counted.good();
  if (!numbers.world.empty() && !has_share_) {
    claim.type = "prevalence";
    claim.stated_value = numbers.world.front();
    claim.n.reset();
    understood("people_affected", {{"people", people_text(numbers.world.front())}});
    reading_.bound = numbers.world_bound;
    claim.approx = numbers.world_approx;
    if (claim.approx) understood(bound_key(reading_.bound));
  } else if (relative_) {
    take_ratio();
  } else if ((is_testimonial(tokens_) || few) && !many && !(share_ && !claim.percent_text.empty())) {
    claim.type = "testimonial";
    if (claim.events == 0 && !claim.n) {  // "my husband has had no flare": of nobody else
      claim.events.reset();
      std::erase_if(reading_.understood, [](const SentenceRemark& each) { return each.key == "events_only"; });
    }
    understood(std::max(claim.n.value_or(1), claim.events.value_or(1)) > 1 ? "few_stories"
                                                                           : "one_story");
  } else if (has_share_) {
    take_share_kind(lasts);
    if (compares) understood("compares", {{"with", claim.comparator_text}});
  } else if (take_no_difference()) {
    return;
  } else if (denies_event() && !(compares && denied_comparison()) && (claim.n || !compares)) {
    claim.type = "safety_zero";
    claim.events = 0;
    const auto harm = std::ranges::find_if(events_, [](const Event& e) { return is_bad_event(e.topic); });
    if (harm != events_.end()) {
      reading_.counted = {harm->topic, false, has({"severe", "serious", "major", "sae", "saes"}),
                          slice(tokens_, harm->from, harm->to)};
    }
    understood("no_harm");
  } else if (take_kind_without_number()) {
    return;
  } else if (compares) {
    claim.type = "comparative";
    take_more_or_fewer();
    understood("compares", {{"with", claim.comparator_text}});
    if (claim.asserted_direction == "no_difference") understood("compares_alike");
    if (claim.asserted_direction == "harm" && reading_.counted.words.empty()) understood("compares_worse");
  } else if (lasts &&
             (claim.time_point_weeks || several_times_ || has({"permanent", "permanently"}))) {
    claim.type = "durability";
    understood("lasts");
  } else if (claim.n) {
    const bool how_many_open =
        !events_.empty() && has({"majority", "most", "many", "neither", "several", "few", "minority"});
    refuse("a group of " + people_text(static_cast<double>(*claim.n)) +
               (how_many_open ? " people is named, but not how many of them had the result"
                              : " people is named, but no result"),
           "write how many had the result, such as \"150 of 200 people improved\"");
  } else {
    refuse_without_number();
  }
}

// "80% did not need surgery": an event that is not known, and a denial.
bool Reader::negated_result() const {
  if (!share_ || share_->events == 0.0) return false;
  constexpr std::size_t reach = 6;
  for (std::size_t i = share_->to; i < std::min(share_->to + reach, tokens_.size()); ++i)
    if (is_one_of(word(i), {"not", "didn't", "don't", "never", "weren't", "haven't", "couldn't",
                            "wasn't", "aren't", "doesn't", "failed", "without", "no"}))
      return !(word(i) == "no" && word(i + 1) == "longer" &&
               !is_one_of(word(i + 2), {"had", "have", "has", "having", "in", "with", "suffered"}));
  return false;
}

// "75% improved, and the effect lasts more than 24 months": how many, and how long, are two statements.
bool Reader::refuse_second_time() {
  if (!event_ || !reading_.counted.good()) return false;
  for (std::size_t i = event_->to; i + 1 < tokens_.size(); ++i) {
    const bool joined = word(i) == "and" || mark(i, ",") || mark(i, ";") || mark(i, ".") || mark(i, "-");
    if (!joined) continue;
    std::size_t at = i + 1;
    while (is_one_of(word(at), {"and", "the", "this", "these", "their", "its", "that", "clinical"})) ++at;
    if (is_one_of(word(at), {"effect", "effects", "benefit", "benefits", "result", "results", "improvement",
                             "improvements", "response", "responses", "remission", "remissions", "success", "it"}))
      return refuse("two things are claimed: \"" +
                        slice(tokens_, share_ ? share_->from : lone_at_, event_->to) + "\" and \"" +
                        slice(tokens_, at, tokens_.size()) + "\"",
                    "write one sentence for each");
  }
  return false;
}

// The direction is that of what was counted; a rate of something bad promises nothing by itself.
void Reader::take_share_kind(bool lasts) {
  Claim& claim = reading_.claim;
  CountedEvent& counted = reading_.counted;
  const bool none = claim.events == 0 || parse_number(claim.percent_text) == 0.0;
  if (none && counted.denied && counted.topic != EventTopic::death) {
    refuse("the sentence denies twice, and it is not clear whom it counts",
           "write how many had the result, such as \"150 of 200 people improved\"");
    return;
  }
  const bool problem = counted.topic == EventTopic::harm;
  const bool turned = problem && counted.denied;
  if (turned && !take_complement()) return;
  const bool no_one = claim.events == 0 || parse_number(claim.percent_text) == 0.0;
  if (is_bad_event(counted.topic) && !counted.denied && counted.topic != EventTopic::withdrawal) {
    claim.type = no_one ? "safety_zero" : "safety_rate";
    if (no_one) claim.events = 0;
    if (no_one) claim.percent_text.clear();
    // "Only 2 of 500", "fewer than 5%": few, but not fewer than without the treatment.
    claim.asserted_direction = no_one ? "benefit" : "none";
    if (!no_one && (reading_.bound == Bound::fewer_than || reading_.bound == Bound::up_to))
      claim.bound = "at_most";
    if (!no_one && (reading_.bound == Bound::more_than || reading_.bound == Bound::at_least))
      claim.bound = "at_least";
    if (!turned) understood(no_one ? "counted_no_bad" : "counted_bad", {{"what", counted.words}});
    return;
  }
  if (lasts && claim.time_point_weeks && refuse_second_time()) return;
  claim.type = lasts && claim.time_point_weeks ? "durability" : "response_proportion";
  if (counted.good()) {
    claim.asserted_direction = no_one ? "none" : "benefit";
    understood(no_one                       ? "counted_nobody"
               : claim.type == "durability" ? "lasts"
                                            : "counted_good",
               {{"what", counted.words}});
    return;
  }
  claim.asserted_direction = "none";
  if (counted.topic == EventTopic::none && negated_result()) {
    refuse("it is not clear whom the sentence counts: those with the result, or those without",
           "write how many had the result, such as \"150 of 200 people improved\"");
    return;
  }
  if (counted.topic == EventTopic::none)
    understood("counted_unclear");
  else if (counted.topic == EventTopic::no_change)
    understood("counted_no_change", {{"what", counted.words}});
  else
    understood("counted_bad", {{"what", counted.words}});
}

void Reader::take_ratio() {
  Claim& claim = reading_.claim;
  const double ratio = relative_->ratio;
  const bool risk = !event_ && !relative_->named && has({"risk", "risks"});
  claim.type = "comparative";
  claim.asserted_size = "number_given";
  const bool bad = reading_.counted.bad() || risk;
  const bool known = bad || reading_.counted.good();
  claim.asserted_direction = !known ? "none" : (ratio > 1) != bad ? "benefit" : "harm";
  if (ratio == 1) claim.asserted_direction = "no_difference";
  claim.ratio = ratio;
  understood("ratio", {{"ratio", ratio_shown(ratio)}});
  if (event_)
    understood(bad ? "ratio_of_bad" : known ? "ratio_of_good" : "ratio_of_unclear",
               {{"what", reading_.counted.words}});
  if (comparison_ < tokens_.size()) understood("compares", {{"with", claim.comparator_text}});
}

// How it may work, who says so, how easy it is, what it will be: nothing of this can be counted.
bool Reader::take_kind_without_number() {
  Claim& claim = reading_.claim;
  const bool leaves = has({"stop", "stops", "stopping", "replace", "replaces", "replacing", "quit",
                           "instead", "unnecessary", "avoid", "avoids", "abandon", "ditch", "off",
                           "throw", "goodbye"});
  const bool care = has({"drugs", "drug", "medicine", "medicines", "medication", "medications",
                         "steroids", "insulin", "chemotherapy", "chemo", "surgery", "dialysis",
                         "antibiotics", "pills", "vaccine", "vaccines"});
  const bool need = has_pair("no", {"need"}) || has_pair("without", {"drugs", "medication", "surgery"});
  if ((leaves || need) && care && comparison_ >= tokens_.size()) {
    claim.type = "comparative";
    claim.add_on = "replacement";
    understood("replaces");
    return true;
  }
  const auto taken = [&](const char* type, const char* key) {
    claim.type = type;
    understood(key);
    return true;
  };
  const bool lasts = speaks_of_duration() && (claim.time_point_weeks || several_times_);
  if (claim.n || comparison_ < tokens_.size() || lasts) return false;
  if (has({"repair", "repairs", "repairing", "regenerate", "regenerates", "regeneration", "rebuild",
           "rebuilds", "restore", "restores", "boost", "boosts", "strengthen", "strengthens",
           "modulate", "modulates", "rejuvenate", "rejuvenates", "stimulate", "stimulates",
           "activate", "activates", "secrete", "secretes", "detoxify", "detoxifies", "cleanses",
           "immune", "differentiate", "mechanism", "powerful", "inflammation", "reset", "resets"}))
    return taken("mechanism", "mechanism");
  if (has({"approved", "approval", "fda", "ema", "certified", "accredited", "licensed", "registered",
           "ethics", "renowned", "pioneer", "pioneers", "award", "awards", "recommended", "endorsed",
           "doctors", "experts", "scientists", "professors", "professor", "regulated", "compliant",
           "universities", "hospitals"}))
    return taken("authority", "authority");
  if (has({"invasive", "outpatient", "painless", "downtime", "convenient", "affordable"}) ||
      has_pair("same", {"day"}))
    return taken("convenience", "convenience");
  if (has({"promising", "future", "soon", "hope", "potential", "breakthrough"}) ||
      has_pair("one", {"day"}))
    return taken("future", "future");
  return false;
}

// Outcomes that have an agreed meaning of their own; "better" and "success" have none.
bool Reader::outcome_is_defined() const {
  if (reading_.counted.topic == EventTopic::illness) return true;
  return has({"remission", "relapse", "relapsed", "survived", "survival", "died", "death", "acr20",
              "acr50", "sri", "easi", "pasi", "seizure", "pregnant", "conceived", "fracture",
              "stroke", "hospitalised", "hospitalized", "closure"});
}

bool Reader::names_source() const {
  return text_.find("10.1") != std::string_view::npos ||
         lower_case(text_).find("nct0") != std::string::npos || has_pair("et", {"al"});
}

// "Of the patients still followed", "who returned"; not "who returned to work".
std::optional<WordRange> Reader::stayed_at() const {
  const PhraseFinder phrases(tokens_);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (word(i) == "remaining" && is(i + 1, Kind::number)) return WordRange{i, i + 1};
    const auto found = phrases.at(stayed, i);
    if (!found || (word(i) == "with" && is_one_of(word(i + 1), {"a", "an", "the", "our"}))) continue;
    const bool elsewhere = is_one_of(word(found->to - 1), {"returned", "answered", "replied"}) &&
                           is_one_of(word(found->to), {"to", "home", "that", "yes", "no"});
    const bool advice = word(found->to - 1) == "followed" && found->from + 2 == found->to && word(found->from) != "still" &&
                        is_one_of(word(found->to), {"a", "the", "our", "this", "their", "his", "her", "advice",
                                                    "instructions", "strict"});  // "patients followed a diet"
    if (advice) continue;
    if (!elsewhere || is_one_of(word(found->to + 1), {"clinic", "the", "follow", "our"})) return found;
  }
  return std::nullopt;
}

void Reader::say_what_is_missing() {
  Claim& claim = reading_.claim;
  if (is_one_of(claim.type, {"safety_zero", "safety_rate"}) && counts_attributed(text_)) {
    claim.ae_scope = "attributed";
    understood("attributed");
  }
  const bool result = is_one_of(claim.type, {"response_proportion", "durability", "safety_rate"});
  if (result && !claim.n) missing("no_group_size");
  if (claim.type == "safety_zero" && !claim.n) missing("no_group_size");
  if ((result || claim.type == "comparative") && !claim.outcome_defined) missing("outcome");
  if (several_times_) missing("several_times");
  else if ((result || claim.type == "comparative") && !claim.time_point_weeks) missing("time_missing");
  const auto left = result ? stayed_at() : std::nullopt;
  if (left) {
    claim.completers = true;
    understood("completers", {{"what", slice(tokens_, left->from, left->to)}});
    missing("started");
    if (claim.type == "durability") claim.n_followed = claim.n;  // those counted are those who were followed
  }
  if (claim.type == "durability" && !claim.n_followed) missing("followed");
  if (claim.comparator_stated == "vague") missing("comparator_vague");
  else if ((result || claim.ratio) && claim.comparator_stated == "none") missing("comparator");
  if (claim.ratio) missing("baseline");
  if (claim.type != "testimonial" && claim.type != "prevalence" && !claim.source_named)
    missing("source");
}
}  // namespace steelyard::sentence
