// Each claim set against what the controlled data say: claimed, expected, shown, verdict, what fails.
#include <algorithm>
#include <map>

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/claim_strip.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/other_outcomes.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

// "137 to 161", or that there is none.
std::string range_of(const Phrases& say, const std::optional<PeopleCount>& count) {
  if (!count) return "–";
  if (!count->range) return say.text("claim.no_range");
  return whole(count->range->low) + " to " + whole(count->range->high);
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : between) + part;
  return text;
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
        numbers_(side_by_side(context.findings, appraisal, people_claimed(claim_))) {}

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
    row.cells = {row_header(bold(say_.text(key)))};
    return row;
  }

  Runs point(const std::optional<PeopleCount>& count, const char* absent) const {
    return count ? bold(whole(count->point)) : muted(say_.text(absent));
  }

  // The trials' two cells; one cell over both where there are no counts of people.
  void add_points(Table& table) const {
    Row points = row("claim.row_people");
    points.cells.push_back(cell(point(numbers_.page, "claim.not_said")));
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
    return muted(say_.text(finding_ == nullptr ? "claim.no_trials" : "claim.not_people"));
  }

  void add_ranges(Table& table) const {
    Row ranges = row("claim.row_range");
    ranges.cells.push_back(cell(bold(range_of(say_, numbers_.page))));
    ranges.cells.push_back(cell(bold(range_of(say_, numbers_.expected))));
    if (numbers_.trials) {
      ranges.cells.push_back(cell(bold(range_of(say_, numbers_.trials->with))));
      ranges.cells.push_back(cell(bold(range_of(say_, numbers_.trials->without))));
    }
    table.rows.push_back(std::move(ranges));
  }

  std::string page_basis() const {
    if (appraisal_.none_seen) return say_.text("claim.basis_none_seen");
    if (appraisal_.attrition) return say_.text("claim.basis_attrition");
    const std::string counted_as = appraisal_.share
                                       ? of(appraisal_.share->events, appraisal_.share->n)
                                       : std::string();
    const std::string fit =
        appraisal_.arithmetic.events_low && !claim_.percent_text.empty()
            ? say_.text("claim.basis_fit",
                        {{"low", whole(static_cast<double>(*appraisal_.arithmetic.events_low))},
                         {"high", whole(static_cast<double>(*appraisal_.arithmetic.events_high))},
                         {"percent", claim_.percent_text}})
            : "";
    return joined({numbers_.page ? say_.text("claim.basis_page") : "", counted_as, fit}, "; ");
  }

  std::string expected_basis() const {
    if (numbers_.scenario == nullptr)
      return numbers_.expected ? claim_.background_source : say_.text("claim.no_scenario");
    const Scenario& scenario = context_.findings.review.scenarios[numbers_.scenario->scenario];
    const std::string size = numbers_.scenario->k > 0
                                 ? counted(numbers_.scenario->k, "arm", "arms")
                                 : say_.text("claim.published_share");
    return joined({size, scenario.label, scenario.chosen ? "" : say_.text("claim.post_hoc")}, "; ");
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
      basis.cells.push_back(cell(say_.text("claim.basis_baseline")));
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

std::string byline(const Phrases& say, const Claim& claim) {
  return say.text("claim.byline", {{"claimant", claim.claimant},
                                   {"date", claim.date_published ? date_text(*claim.date_published)
                                                                 : say.text("claim.undated")}});
}

std::string failed_line(const Phrases& say, const Appraisal& appraisal) {
  const auto items = failed_items(say, appraisal);
  return items.empty() ? "" : say.text("claim.failed", {{"list", joined(items, "; ")}});
}

// Numbers of this claim that do not fit those of other claims about the same study.
std::string page_line(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  std::vector<std::string> remarks;
  for (const PageRemark& remark : appraisal.page_remarks) {
    if (remark.explained) continue;
    remarks.push_back(say.text("page_check." + std::string(remark.code),
                               {{"value", whole(static_cast<double>(remark.value))},
                                {"limit", whole(static_cast<double>(remark.limit))},
                                {"other", context.findings.review.claims[remark.other].id}}));
  }
  return remarks.empty() ? "" : say.text("claim.page", {{"list", joined(remarks, "; ")}});
}

void add_panel(std::vector<Block>& result, const SectionContext& context,
               const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  Panel panel;
  panel.role = PanelRole::claim;
  panel.blocks.push_back(
      heading(3, say.text("claim.title", {{"id", claim.id}, {"paraphrase", claim.paraphrase}})));
  Runs strip = bold(verdict_strip(say, appraisal) + ". ");
  append(strip, plain(signing_line(say, claim) + " "));
  append(strip, muted(byline(say, claim)));
  panel.blocks.push_back(paragraph(std::move(strip), ParagraphRole::body));
  panel.blocks.push_back(paragraph(plain(technical_sentence(context, appraisal))));
  const std::string others = other_outcomes_line(context, appraisal);
  if (!others.empty()) {
    Runs runs = bold(say.text("claim.others_title") + " ");
    append(runs, plain(others));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  panel.blocks.push_back({ThreeColumns(context, appraisal).table()});
  const std::string failed = failed_line(say, appraisal);
  if (!failed.empty()) {
    Runs runs = bold(say.text("claim.failed_title") + " ");
    append(runs, plain(failed));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  if (const std::string page = page_line(context, appraisal); !page.empty())
    panel.blocks.push_back(paragraph(plain(page)));
  if (may_replace_care(claim, appraisal)) panel.blocks.push_back(paragraph(bold(say.text("claim.safety"))));
  result.push_back({std::move(panel)});
}

Column titled(const std::string& title, double stretch) {
  Column column;
  column.title = bold(title);
  column.stretch = stretch;
  return column;
}

Cell strip_cell(const Phrases& say, const Appraisal& appraisal) {
  return cell(bold(verdict_strip(say, appraisal)));
}

// Statements without numbers of their own: one a row, with the reason.
Table without_numbers(const SectionContext& context, const std::vector<const Appraisal*>& rows,
                      std::map<std::size_t, std::string> told) {
  const Phrases& say = context.layout.phrases;
  Table table;
  table.caption = plain(say.text("claim.without_numbers"));
  table.columns = {titled(say.text("claim.others_id"), 0), titled(say.text("claim.others_statement"), 1.2),
                   titled(say.text("claim.others_verdict"), 0.7), titled(say.text("claim.others_why"), 2)};
  for (const Appraisal* appraisal : rows) {
    const Claim& claim = context.findings.review.claims[appraisal->claim];
    std::string why;
    if (appraisal->by_evidence && appraisal->analysis && told.contains(*appraisal->analysis)) {
      why = say.text("claim.same_comparison", {{"id", told.at(*appraisal->analysis)}});
    } else {
      why = joined({technical_sentence(context, *appraisal),
                    other_outcomes_line(context, *appraisal)}, " ");
      if (appraisal->by_evidence && appraisal->analysis) told.emplace(*appraisal->analysis, claim.id);
    }
    const std::string numbers = appraisal->verdict == "ARITHMETIC_INCONSISTENT"
                                    ? arithmetic_sentence(context, *appraisal)
                                    : "";
    const std::string failed = failed_line(say, *appraisal);
    Row row;
    row.cells = {row_header(plain(claim.id)), cell(plain(claim.paraphrase)),
                 strip_cell(say, *appraisal),
                 cell(plain(joined({numbers, why, page_line(context, *appraisal),
                                    failed.empty() ? "" : say.text("claim.fails", {{"list", failed}}),
                                    may_replace_care(claim, *appraisal) ? say.text("claim.safety") : ""},
                                   " ")))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

// Statements that nothing can be set against, one a row.
Table not_checkable(const SectionContext& context, const std::vector<const Appraisal*>& others) {
  const Phrases& say = context.layout.phrases;
  Table table;
  Column id = titled(say.text("claim.others_id"), 0);
  id.min_width = 34;
  table.columns = {id, titled(say.text("claim.others_statement"), 2),
                   titled(say.text("claim.others_verdict"), 1.1),
                   titled(say.text("claim.others_why"), 1.7)};
  table.caption = plain(say.text("claim.others"));
  for (const Appraisal* appraisal : others) {
    const Claim& claim = context.findings.review.claims[appraisal->claim];
    Row row;
    row.cells = {row_header(plain(claim.id)), cell(plain(claim.paraphrase)),
                 cell(plain(verdict_strip(say, *appraisal))),
                 cell(plain(technical_sentence(context, *appraisal)))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

bool has_numbers(const Appraisal& appraisal) {
  if (appraisal.verdict == "ARITHMETIC_INCONSISTENT") return false;
  return appraisal.share || appraisal.none_seen || appraisal.attrition;
}

bool cannot_be_checked(const Appraisal& appraisal) {
  return appraisal.verdict == "NOT_TESTABLE" || appraisal.verdict == "SINGLE_CASE_ONLY" ||
         appraisal.verdict == "FACT_UNCHECKED";
}

std::vector<Block> blocks(const SectionContext& context) {
  if (context.findings.claims.empty()) return {};
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("claim.heading")),
                            paragraph(plain(say.text("claim.lead")))};
  std::vector<const Appraisal*> reasoned, others;
  std::map<std::size_t, std::string> in_panels;  // the claim that tells of an analysis
  bool share = false;
  for (const Appraisal& appraisal : context.findings.claims) {
    if (cannot_be_checked(appraisal)) {
      others.push_back(&appraisal);
    } else if (has_numbers(appraisal)) {
      add_panel(result, context, appraisal);
      if (appraisal.analysis && appraisal.controlled)
        in_panels.emplace(*appraisal.analysis, context.findings.review.claims[appraisal.claim].id);
      share = share || appraisal.share.has_value();
    } else {
      reasoned.push_back(&appraisal);
    }
  }
  if (share) result.push_back(paragraph(plain(say.text("claim.caption")), ParagraphRole::note));
  if (!reasoned.empty()) result.push_back({without_numbers(context, reasoned, in_panels)});
  if (!others.empty()) result.push_back({not_checkable(context, others)});
  return result;
}

}  // namespace

namespace section {
const Section claim{"claim", "Claims against controlled evidence", "", blocks};
}

}  // namespace steelyard
