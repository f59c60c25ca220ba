"""What a run would do, as its plan states it before anything is sent."""

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.runner.permission import plan_text


def text_for(*words, **settings):
    configuration = load(data={**declared_settings(), **settings}).configuration
    return plan_text(configuration, plan(all_checks(), select(all_checks(), words), configuration))


def test_the_plan_of_a_selection_names_what_is_acted_out_for_exchange_checks():
    text = text_for("rpde.license")
    assert "Checks: 1, scenarios: 2" in text
    assert "judged on these scenarios only, not on all; added for them: open-feeds[ScheduledSession], open-f" in text


def test_where_nothing_is_added_it_says_only_that_they_see_less():
    assert "judged on these scenarios only, not on all\n" in text_for("b.succeeds", "quotes.omits-access-data")


def test_a_run_of_all_checks_and_one_of_scenario_checks_leave_nothing_out():
    assert "these scenarios only" not in text_for() + text_for("b.succeeds")


def test_the_dataset_site_is_looked_at_without_booking():
    text = text_for("dataset-site")
    assert "scenarios: 0" in text
    assert "Bookings: about 0," in text
    assert "these scenarios only" not in text


def test_limits_that_would_cut_the_run_off_are_named():
    assert "raise bookings and requests under [limits]" in text_for(limits={"bookings": 150, "requests": 2_000})
    assert "raise bookings under [limits]" in text_for(limits={"bookings": 150})
    assert "cut off" not in text_for()


def test_what_a_remote_host_may_be_asked_suffices_for_whoever_declares_all():
    settings = declared_settings()
    settings["target"]["dataset_site"] = "https://booking.example.com/openactive"
    text = text_for(**settings)
    assert "at most 250\n" in text
    assert "at most 4000, 4 at a time\n" in text
    assert "cut off" not in text


def test_the_time_follows_from_requests_concurrency_and_rate():
    assert "Time: about a minute at 0.2 s per response, at most 15 minutes" in text_for()
    assert "Time: about 3 minutes" in text_for("rpde.license", limits={"concurrency": 1, "rate": 0.5})
