// The table of a claim: what the page says, what standard care is expected to show, what trials show.
#include "report/claim_columns.h"

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/verdict_words.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// "137 to 161", or that there is none.
std::string range_of(const Phrases& say, const std::optional<PeopleCount>& count) {
  if (!count) return "–";
  if (!count->range) return say.text("claim.no_range");
  return whole(count->range->low) + " to " + whole(count->range->high);
}

// The three columns, the last of two groups.
class ThreeColumns {
 public:
  ThreeColumns(const SectionContext& context, const Appraisal& appraisal)
      : context_(context),
        say_(context.layout.phrases),
        appraisal_(appraisal),
        claim_(context.findings.review.claims[appraisal.claim]),
        finding_(linked_finding(context.findings, appraisal)),
        numbers_(side_by_side(context.findings, appraisal, people_claimed(claim_, appraisal_))) {}

  Table table() {
    Table table;
    table.zebra = false;
    table.caption = plain(caption());
    const Review& review = context_.findings.review;
    Column name;
    name.min_width = 52;
    table.text_size = 9;
    table.columns.push_back(name);
    add_column(table, say_.text("claim.page_says"), "", 1.1);
    add_column(table, say_.text("claim.expected"),
               say_.text(appraisal_.badge == Badge::illustrative ? "claim.orientation"
                                                                 : "claim.expected_new"),
               1);
    const std::string group = say_.text("claim.trials_show");
    const bool named = finding_ != nullptr;
    const AnalysisRequest empty{};
    const AnalysisRequest& request = named ? review.analyses[finding_->request] : empty;
    add_column(table, say_.text("claim.with", {{"name", e_name(review, request)}}), "", 0.9, group);
    add_column(table, say_.text("claim.with", {{"name", c_name(review, request)}}), "", 0.9, group);
    add_points(table);
    add_ranges(table);
    add_basis(table);
    add_implied(table);
    return table;
  }

 private:
  void add_column(Table& table, const std::string& title, const std::string& subtitle,
                  double stretch, const std::string& group = "") {
    Column column;
    column.title = bold(title);
    if (!subtitle.empty()) column.subtitle = muted(subtitle);
    column.stretch = stretch;
    column.group = group;
    table.columns.push_back(column);
  }

  std::string caption() const {
    std::string text = say_.text("claim.out_of", {{"all", whole(numbers_.all)}});
    if (!claim_.outcome_text.empty())
      text += " " + say_.text("claim.about_page", {{"people", claim_.population.empty() ? say_.text("claim.not_said") : claim_.population},
                                                   {"outcome", claim_.outcome_text}});
    if (finding_ == nullptr || !finding_->outcome) return text;
    const Outcome& outcome = context_.findings.review.outcomes[*finding_->outcome];
    return text + " " +
           say_.text("claim.about_trials",
                     {{"outcome", title_of(context_.findings, *finding_)},
                      {"time", outcome.time_weeks ? ", " + weeks_text(*outcome.time_weeks) : ""}});
  }

  Row row(const char* key) const {
    Row row;
    row.cells = {row_header(bold(say_.text(key, {{"level", range_level(say_, context_.findings)}})))};
    return row;
  }

  Runs point(const std::optional<PeopleCount>& count, const char* absent) const {
    return count ? bold(whole(count->point)) : muted(say_.text(absent));
  }

  // A ratio is no number of people: it is said as it was claimed.
  Runs page_point() const {
    if (!numbers_.page && appraisal_.relative)
      return bold(say_.text("claim.row_ratio", {{"ratio", shortest(appraisal_.relative->ratio)}}));
    if (numbers_.page && !numbers_.page->bound.empty())
      return bold(say_.text("claim." + numbers_.page->bound, {{"count", whole(numbers_.page->point)}}));
    return point(numbers_.page, "claim.not_said");
  }

  // The trials' two cells; one cell over both where there are no counts of people.
  void add_points(Table& table) const {
    Row points = row("claim.row_people");
    points.cells.push_back(cell(page_point()));
    points.cells.push_back(cell(point(numbers_.expected, "claim.not_known")));
    if (numbers_.trials) {
      points.cells.push_back(cell(bold(whole(numbers_.trials->with.point))));
      points.cells.push_back(cell(bold(whole(numbers_.trials->without.point))));
    } else {
      Cell across = cell(no_trials());
      across.span = 2;
      points.cells.push_back(std::move(across));
    }
    table.rows.push_back(std::move(points));
  }

  Runs no_trials() const {
    if (appraisal_.controlled && !appraisal_.controlled->unit.empty()) {
      const ControlledEvidence& evidence = *appraisal_.controlled;
      return bold(say_.text("claim.means", {{"rd", decimal(evidence.rd, 2)},
                                            {"low", decimal(evidence.low, 2)},
                                            {"high", decimal(evidence.high, 2)},
                                            {"unit", evidence.unit}}));
    }
    if (finding_ == nullptr) return muted(say_.text("claim.no_trials"));
    const bool nobody = finding_->e_events == 0 && finding_->c_events == 0 && finding_->e_n > 0 &&
                        finding_->c_n > 0;
    return muted(say_.text(nobody ? "claim.nobody" : "claim.not_people"));
  }

  void add_ranges(Table& table) const {
    Row ranges = row("claim.row_range");
    const std::string page = range_of(say_, numbers_.page);
    ranges.cells.push_back(
        cell(bold(lost_some(appraisal_) ? say_.text("claim.range_attrition", {{"range", page}}) : page)));
    ranges.cells.push_back(cell(bold(range_of(say_, numbers_.expected))));
    if (numbers_.trials) {
      ranges.cells.push_back(cell(bold(range_of(say_, numbers_.trials->with))));
      ranges.cells.push_back(cell(bold(range_of(say_, numbers_.trials->without))));
    }
    table.rows.push_back(std::move(ranges));
  }

  std::string page_basis() const {
    if (appraisal_.none_seen) return 
          say_.text("claim.basis_none_seen", {{"level", judged_level(context_.findings)}});
    if (lost_some(appraisal_)) return say_.text("claim.basis_attrition");
    if (numbers_.counts_others) return "";
    const bool limit = numbers_.page && !numbers_.page->bound.empty();
    const std::string counted_as = appraisal_.share
                                       ? of(appraisal_.share->events, appraisal_.share->n)
                                       : std::string();
    const std::string fit =
        appraisal_.arithmetic.events_low && !claim_.percent_text.empty()
            ? say_.text(*appraisal_.arithmetic.events_low == *appraisal_.arithmetic.events_high
                            ? "claim.basis_fit_one"
                            : "claim.basis_fit",
                        {{"low", whole(static_cast<double>(*appraisal_.arithmetic.events_low))},
                         {"high", whole(static_cast<double>(*appraisal_.arithmetic.events_high))},
                         {"percent", claim_.percent_text}})
        : appraisal_.arithmetic.smallest_n && numbers_.page && !claim_.approx
            ? say_.text("claim.basis_percent_only",
                        {{"percent", claim_.percent_text},
                         {"smallest", whole(static_cast<double>(*appraisal_.arithmetic.smallest_n))}})
            : "";
    return joined_texts({numbers_.page ? say_.text(limit ? "claim.basis_limit" : "claim.basis_page") : "", counted_as, fit}, "; ");
  }

  std::string expected_basis() const {
    if (numbers_.scenario == nullptr)
      return numbers_.expected ? claim_.background_source : say_.text("claim.no_scenario");
    const Scenario& scenario = context_.findings.review.scenarios[numbers_.scenario->scenario];
    const std::string size = numbers_.scenario->k > 0
                                 ? counted(numbers_.scenario->k, "arm", "arms")
                                 : say_.text("claim.published_share");
    return joined_texts({size, scenario.label, numbers_.scenario->post_hoc ? say_.text("claim.post_hoc") : ""}, "; ");
  }

  void add_basis(Table& table) const {
    Row basis = row("claim.row_basis");
    basis.cells.push_back(cell(capitalised(page_basis())));
    basis.cells.push_back(cell(capitalised(expected_basis())));
    if (numbers_.trials && numbers_.trials->own_counts) {
      const ControlledEvidence& evidence = *appraisal_.controlled;
      basis.cells.push_back(
          cell(say_.text("claim.basis_one", {{"count", of(evidence.e_events, evidence.e_n)}})));
      basis.cells.push_back(
          cell(say_.text("claim.basis_one", {{"count", of(evidence.c_events, evidence.c_n)}})));
    } else if (numbers_.trials) {
      basis.cells.push_back(
          cell(say_.text("claim.basis_effect", {{"k", counted(appraisal_.controlled->k, "trial", "trials")}})));
      basis.cells.push_back(cell(say_.text(numbers_.trials->on_expected ? "claim.basis_baseline_expected" : "claim.basis_baseline")));
    }
    table.rows.push_back(std::move(basis));
  }

  void add_implied(Table& table) const {
    if (!numbers_.implied || !numbers_.trials || !numbers_.trials->own_counts) return;
    Row implied = row("claim.row_implied");
    implied.cells.push_back(cell(""));
    implied.cells.push_back(cell(""));
    Cell across = cell(bold(say_.text("claim.implied",
                                      {{"point", whole(numbers_.implied->point)},
                                       {"range", range_of(say_, numbers_.implied)}})));
    across.span = 2;
    implied.cells.push_back(std::move(across));
    table.rows.push_back(std::move(implied));
  }

  const SectionContext& context_;
  const Phrases& say_;
  const Appraisal& appraisal_;
  const Claim& claim_;
  const AnalysisFinding* finding_;
  SideBySide numbers_;
};

}  // namespace

std::string joined_texts(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : between) + part;
  return text;
}

Table claim_columns(const SectionContext& context, const Appraisal& appraisal) {
  return ThreeColumns(context, appraisal).table();
}

}  // namespace steelyard
