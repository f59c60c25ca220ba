"""What is secret in a text is replaced by its name, in plain texts and in those with escapes."""

import re

from booking_conformance.recording.redaction.secret_texts import SecretTexts


def knowing(**secrets):
    texts = SecretTexts()
    for name, secret in secrets.items():
        texts.add(secret, name)
    return texts


def test_a_secret_is_replaced_by_its_name_also_where_it_is_escaped():
    texts = knowing(plain="a&b", escaped="a%26b", entity="a&#38;b")
    assert texts.blot("x=a&b") == "x=plain"
    assert texts.blot("x=a%26b") == "x=escaped"
    assert texts.blot("x=a&#38;b") == "x=entity"


def test_what_is_part_of_another_secret_leaves_nothing_of_it():
    texts = knowing(part="abc", whole="abcdef")
    texts.longest_first()
    assert texts.blot("abcdef abc") == "whole part"


def test_patterns_and_names_that_change_are_followed():
    texts = knowing(first="abc")
    assert texts.blot("abc") == "first"
    texts.add("abc", "second")
    texts.add_pattern(re.compile("z+"), "third")
    assert texts.blot("abc zzz") == "second third"
    assert (texts.name_of("abc"), texts.name_of("x")) == ("second", None)


def test_the_oldest_are_forgotten():
    texts = knowing(old="abc", new="def")
    texts.forget_all_but(1)
    assert texts.blot("abc def") == "abc new"


def test_a_text_is_looked_through_again_when_the_secrets_have_changed():
    texts = knowing()
    assert texts.blot("abcdef zzz") == "abcdef zzz"
    texts.add("abc", "part")
    assert texts.blot("abcdef zzz") == "partdef zzz"
    texts.add("abcdef", "whole")
    texts.longest_first()
    assert texts.blot("abcdef zzz") == "whole zzz"
    texts.add_pattern(re.compile("z+"), "third")
    assert texts.blot("abcdef zzz") == "whole third"
    texts.forget_all_but(0)
    assert texts.blot("abcdef zzz") == "abcdef third"


def test_equal_headers_are_kept_as_one_text_and_not_without_end():
    texts = knowing(first="abc")
    assert texts.blot("x=abc") is texts.blot("x=abc")
    for number in range(2_000):
        texts.blot(str(number))
    assert len(texts._short) <= 500
    assert texts.blot("x=abc") == "x=first"
