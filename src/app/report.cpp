// `report` and `check`: read → analyse → compose → lay out → write, for one review or many.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "app/run.h"
#include "batch/parallel.h"
#include "report/claim_strip.h"
#include "report/verdict_words.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/files.h"
#include "steelyard/base/toml.h"
#include "steelyard/layout/pages.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/claim_review.h"
#include "steelyard/write/fonts.h"
#include "steelyard/write/json.h"
#include "steelyard/write/pdf.h"
#include "write/printable.h"

namespace steelyard {

namespace {

namespace fs = std::filesystem;

// What became of one review.
struct Result {
  Exit status = Exit::done;
  Notices notices;
  Notices reminders;                 // for whoever runs the program; no document holds them
  std::string failure;               // a failure of the world, in words
  std::vector<std::string> written;  // paths
};

// The folders that were named. A file beside them, as `datasets/*` names one, is passed over and told of;
// one of a review's own, or files alone, are a slip that the reader names.
std::vector<fs::path> named_folders(const Options& options) {
  std::vector<fs::path> found, passed_over;
  for (const fs::path path : options.reviews) {
    std::error_code ignored;
    const bool beside = fs::is_regular_file(path, ignored) &&
                        !fs::exists(path.parent_path() / "review.toml", ignored);
    (beside ? passed_over : found).push_back(path);
  }
  if (found.empty()) return passed_over;
  if (!options.quiet)
    for (const fs::path& file : passed_over)
      tell("steelyard: " + file.string() + ": passed over: a file, but a review is a folder\n");
  return found;
}

std::vector<fs::path> folders(const Options& options) {
  if (!options.reviews.empty()) return named_folders(options);
  const fs::path shipped = data_folder() / "datasets";
  std::vector<fs::path> found;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(shipped, problem))
    if (fs::exists(entry.path() / "review.toml")) found.push_back(entry.path());
  if (found.empty())
    throw Error(Exit::no_input, shipped.string() + ": there is no review here; name a folder");
  std::ranges::sort(found);
  return found;
}

unsigned threads(const Options& options) {
  return options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

// The threads of one review: those that other reviews leave idle.
unsigned idle_threads(const Options& options, std::size_t reviews) {
  return std::max(1U, threads(options) / static_cast<unsigned>(std::max<std::size_t>(reviews, 1)));
}

// Neither a search nor an override can lie after the date of its report, where one is given.
void remind_of_dates(const Review& review, const Options& options, Result& outcome) {
  if (options.date)
    for (const Claim& claim : review.claims)
      for (const Override& each : claim.overrides)
        if (each.date && *each.date > *options.date)
          outcome.reminders.push_back(
              {Severity::warning, each.where,
               "claim " + claim.id + ", overrides: date is " + iso_date(*each.date) +
                   ", after the date of the report, " + iso_date(*options.date),
               "", 0, "nobody can have looked at it in the future"});
  if (!review.searched || !options.date || *review.searched <= *options.date) return;
  outcome.reminders.push_back(
      {Severity::warning, {"review.toml", 0, 0},
       "searched is " + iso_date(*review.searched) + ", after the date of the report, " +
           iso_date(*options.date),
       "", 0, "it is the day of the last search, which cannot lie in the future"});
}

// Reading and analysis with every check; findings only if nothing is wrong.
std::unique_ptr<Findings> findings_of(const fs::path& folder, const Options& options, unsigned idle,
                                      Result& outcome) {
  Checked<Review> review = read_review(folder);
  outcome.notices = std::move(review.notices);
  remind_of_dates(review.value, options, outcome);
  if (has_errors(outcome.notices)) {
    // Settings are checked all the same, so that all errors are seen at once.
    for (const AnalysisRequest& request : review.value.analyses)
      if (request.settings.contains("measure"))
        append(outcome.notices, make_plan(request.settings, request.where).notices);
    return nullptr;
  }
  auto findings = std::make_unique<Findings>(analyse(std::move(review.value), options.date, idle));
  append(outcome.notices, findings->notices);
  append(outcome.notices, compare_with_expected(*findings));
  return has_errors(outcome.notices) ? nullptr : std::move(findings);
}

// One review, from folder to done; failures of the world become part of the outcome, so that a run
// over many reviews goes on.
template <class Use>
Result attempt(const fs::path& folder, const Options& options, unsigned idle, const Use& use) {
  Result outcome;
  try {
    const auto findings = findings_of(folder, options, idle, outcome);
    if (findings == nullptr)
      outcome.status = Exit::data;
    else
      use(*findings, outcome);
  } catch (const Error& error) {
    outcome.status = error.status();
    outcome.failure = error.what();
  }
  const bool warned = std::ranges::any_of(
      outcome.notices, [](const Notice& n) { return n.severity == Severity::warning; });
  if (outcome.status == Exit::done && warned && options.fail_on == "warnings")
    outcome.status = Exit::gate;
  return outcome;
}

// Notices from a severity on, with the review's folder before the file names.
Notices placed(const Notices& notices, const fs::path& folder, Severity from) {
  Notices result;
  for (Notice notice : notices) {
    if (notice.severity < from) continue;
    if (!notice.where.file.empty()) notice.where.file = (folder / notice.where.file).string();
    result.push_back(std::move(notice));
  }
  return result;
}

// Reviews whose documents would overwrite each other: the slugs that more than one has.
std::vector<std::string> shared_slugs(const std::vector<fs::path>& reviews) {
  std::vector<std::string> slugs, shared;
  for (const fs::path& folder : reviews) {
    std::string slug = fs::weakly_canonical(folder).filename().string();
    std::error_code ignored;
    if (reviews.size() > 1 && fs::is_regular_file(folder / "review.toml", ignored)) {
      const Checked<Toml> tree = parse_toml(read_file(folder / "review.toml"), "review.toml");
      const Toml* given = tree.value.find("slug");
      if (given != nullptr && given->text() != nullptr) slug = *given->text();
    }
    if (std::ranges::find(slugs, slug) != slugs.end()) shared.push_back(slug);
    slugs.push_back(slug);
  }
  return shared;
}

// Tells what happened in the order of the reviews, whatever the order of work.
Exit conclude(const std::vector<fs::path>& reviews, const std::vector<Result>& outcomes,
              const Options& options) {
  Exit worst = Exit::done;
  for (std::size_t i = 0; i < reviews.size(); ++i) {
    const Result& outcome = outcomes[i];
    tell(placed(outcome.reminders, reviews[i], Severity::warning), options);
    tell(placed(outcome.notices, reviews[i], Severity::warning), options);
    if (!outcome.failure.empty()) tell("steelyard: " + outcome.failure + "\n");
    if (outcome.status != Exit::done && outcome.status != Exit::gate)
      tell("steelyard: " + reviews[i].string() + ": nothing was written for this review\n");
    if (!options.quiet)
      for (const std::string& path : outcome.written) tell(path + "\n");
    worst = std::max(worst, outcome.status);
  }
  return worst;
}

// The signed verdicts, explained in plain words; a review without any is told so, and of each signed claim
// that waits for its evidence.
std::string claim_review_of(const Findings& findings, const Template& plain,
                            const Options& options, Result& outcome) {
  Citations citations;
  const SectionContext context{findings, plain, citations};
  std::vector<RatedClaim> rated;
  for (const Appraisal& appraisal : findings.claims) {
    rated.push_back(is_publishable(appraisal)
                        ? RatedClaim{verdict_name(plain.phrases, appraisal), plain_sentences(context, appraisal)}
                        : RatedClaim{});
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (appraisal.is_signed && !is_publishable(appraisal))
      outcome.notices.push_back({Severity::warning, claim.where,
                                 "claim " + claim.id + ": claimreview.jsonld leaves it out, because its evidence "
                                 "is not extracted yet (pending)", "", 0,
                                 "take pending out when the analysis is there"});
  }
  if (std::ranges::none_of(findings.claims, &Appraisal::is_signed))
    outcome.notices.push_back({Severity::warning, {"review.toml", 0, 0},
                               "claimreview.jsonld holds no verdict, because none is signed", "", 0,
                               "extracted_by_role and checked_by_role sign a claim"});
  return write_claim_review(findings, {options.publisher, options.publisher_url}, rated);
}

bool wants(const std::vector<std::string>& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

}  // namespace

Exit run_report(const Options& options) {
  const std::vector<fs::path> reviews = folders(options);
  const std::vector<std::string> shared = shared_slugs(reviews);
  const bool pdf = wants(options.formats, "pdf");
  std::vector<Template> templates;
  std::unique_ptr<FontSet> fonts;
  if (pdf) {
    fonts = std::make_unique<FontSet>();
    for (const char* audience : {"reviewer", "plain"})
      if (options.audience == "all" || options.audience == audience)
        templates.push_back(load_template(data_folder() / "templates", audience, options.lang));
  }
  std::optional<Template> plain;
  if (wants(options.formats, "claimreview"))
    plain = load_template(data_folder() / "templates", "plain", options.lang);
  std::vector<Result> outcomes(reviews.size());
  const unsigned idle = idle_threads(options, reviews.size());
  auto progress = std::make_unique<Progress>(reviews.size(), "reviews", options.quiet);
  run_in_parallel(reviews.size(), threads(options), [&](std::size_t i) {
    outcomes[i] = attempt(reviews[i], options, idle, [&](const Findings& findings, Result& outcome) {
      if (std::ranges::find(shared, findings.review.slug) != shared.end())
        throw Error(Exit::data, reviews[i].string() + ": slug is \"" + findings.review.slug +
                                    "\", but must be this review's alone: another one in this "
                                    "run has it too, and both would write the same files");
      const fs::path folder = fs::path(options.output) / findings.review.slug;
      std::string results = write_results_json(findings, outcome.notices, idle);
      // Everything is made before anything is written: no half-finished folder of reports.
      std::vector<std::pair<fs::path, std::string>> files(templates.size());
      run_in_parallel(templates.size(), idle, [&](std::size_t t) {
        const Template& layout = templates[t];
        const Document document = compose(findings, layout);
        const Pages pages = lay_out(document, layout.style, *fonts);
        PdfOptions carried;
        if (layout.audience == "reviewer")
          carried.attachments.push_back({"results.json", "application/json",
                                         "Every number of this report", results});
        files[t] = {folder / (layout.audience + ".pdf"), write_pdf(pages, *fonts, carried)};
      });
      if (wants(options.formats, "json")) files.emplace_back(folder / "results.json", std::move(results));
      if (plain)
        files.emplace_back(folder / "claimreview.jsonld",
                           claim_review_of(findings, *plain, options, outcome));
      write_files(files);
      for (const auto& [path, bytes] : files) outcome.written.push_back(path.string());
    });
    progress->step();
  });
  progress.reset();
  return conclude(reviews, outcomes, options);
}

Exit run_check(const Options& options) {
  const std::vector<fs::path> reviews = folders(options);
  const FontSet fonts;
  std::vector<Template> templates;
  for (const char* audience : {"reviewer", "plain"})
    templates.push_back(load_template(data_folder() / "templates", audience, options.lang));
  std::vector<Result> outcomes(reviews.size());
  const unsigned idle = idle_threads(options, reviews.size());
  run_in_parallel(reviews.size(), threads(options), [&](std::size_t i) {
    // What `check` passes `report` can render: where the words alone cannot tell, it is done.
    outcomes[i] = attempt(reviews[i], options, idle, [&](const Findings& findings, Result&) {
      for (const Template& layout : templates) {
        const Document document = compose(findings, layout);
        if (!surely_printable(document, fonts)) write_pdf(lay_out(document, layout.style, fonts), fonts);
      }
    });
  });
  Exit worst = Exit::done;
  for (std::size_t i = 0; i < reviews.size(); ++i) {
    Result& outcome = outcomes[i];
    append(outcome.notices, outcome.reminders);
    tell(placed(outcome.notices, reviews[i], Severity::note), options);
    if (!outcome.failure.empty()) tell("steelyard: " + outcome.failure + "\n");
    if (!options.quiet && outcome.failure.empty()) {
      const auto count = [&](Severity severity) {
        return std::ranges::count(outcome.notices, severity, &Notice::severity);
      };
      const auto counted = [&](Severity severity, const std::string& what) {
        const auto number = count(severity);
        return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
      };
      tell(reviews[i].string() + ": " + counted(Severity::error, "error") + ", " +
           counted(Severity::warning, "warning") + "\n");
    }
    worst = std::max(worst, outcome.status);
  }
  return worst;
}

}  // namespace steelyard
